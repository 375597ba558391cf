package org.duehsm.link;

import java.util.Arrays;

/**
 * A request in the making, and then its reply. It comes from a {@link Link}, is used by one thread,
 * and goes back to the link, which uses it again.
 *
 * <p>A request is a head, and the data of a message if it is one for a MAC. Data that does not fit
 * into a frame goes in several: the first has the head and the flag FIRST, the last has the flag
 * LAST. Data is not copied before it is sent, so it has to stay as it is while the request is out.
 */
public final class Exchange extends Waiter {

    /** Parts of a message are multiples of this, so that the device can hash them where it received them. */
    private static final int GRAIN = 64;

    private static final int REPLY_MAX = 80;
    private static final int HEAD_MAX = 208;
    private static final byte[] NO_DATA = {};

    /** Whether a reply is awaited, and not only that all of the request was sent. */
    boolean answered;

    /** Whether it has a context only as long as it is out; the link lends it and takes it back. */
    boolean borrows;

    /** The stream that it is for, or null. */
    Context context;

    /** The stream that it copies to, or null. */
    Context target;

    Exchange next;

    private final byte[] head = new byte[HEAD_MAX];
    private int headSize;
    private byte[] data = NO_DATA;
    private int at;
    private int end;
    private int code;
    private int aux;
    private boolean begun;

    private final byte[] reply = new byte[REPLY_MAX];
    private int replySize;
    private int status;

    /** Starts a request: verb and flags, and the field aux. */
    public Exchange start(int code, int aux) {
        this.code = code;
        this.aux = aux;
        headSize = 0;
        data(NO_DATA, 0, 0);
        borrows = false;
        context = null;
        target = null;
        ready = false;
        begun = false;
        return this;
    }

    /** Starts a request on a stream that has this context. */
    public Exchange start(int code, Context stream) {
        start(code, 0);
        use(stream);
        return this;
    }

    /** Starts a request to copy the state of a stream to another. */
    public Exchange startCopy(Context from, Context to) {
        start(Verb.COPY, from);
        target = to;
        return putU16(to.number());
    }

    /** Starts a request for the MAC of a whole message, on a stream of its own. */
    public Exchange startWhole(int code) {
        start(code, 0);
        borrows = true;
        return this;
    }

    void use(Context stream) {
        context = stream;
        aux = stream.number();
    }

    /** Appends a byte to the head. */
    public Exchange put(int value) {
        head[headSize++] = (byte) value;
        return this;
    }

    /** Appends two bytes. */
    public Exchange putU16(int value) {
        Packet.putU16(head, headSize, value);
        headSize += Short.BYTES;
        return this;
    }

    /** Appends eight bytes. */
    public Exchange putU64(long value) {
        Packet.putU32(head, headSize, (int) value);
        Packet.putU32(head, headSize + Integer.BYTES, (int) (value >> Integer.SIZE));
        headSize += Long.BYTES;
        return this;
    }

    /** Appends length bytes of source. */
    public Exchange put(byte[] source, int offset, int length) {
        System.arraycopy(source, offset, head, headSize, length);
        headSize += length;
        return this;
    }

    /** Appends zeros until the size of the head is a multiple of 4. */
    public Exchange align() {
        while (headSize % Integer.BYTES != 0) {
            head[headSize++] = 0;
        }
        return this;
    }

    /** The data that follows the head: length bytes of source, which stays the caller's. */
    public Exchange data(byte[] source, int offset, int length) {
        data = source;
        at = offset;
        end = offset + length;
        return this;
    }

    /** The status of the reply. */
    public int status() {
        return status;
    }

    /** Bytes of the reply's payload. */
    public int replySize() {
        return replySize;
    }

    /** A byte of the reply, 0 to 255. */
    public int u8(int at) {
        return reply[at] & 0xFF;
    }

    /** Two bytes of the reply. */
    public int u16(int at) {
        return Packet.u16(reply, at);
    }

    /** Four bytes of the reply. */
    public long u32(int at) {
        return Packet.u32(reply, at) & 0xFFFFFFFFL;
    }

    /** Eight bytes of the reply. */
    public long u64(int at) {
        return u32(at) | u32(at + Integer.BYTES) << Integer.SIZE;
    }

    /** A copy of a part of the reply. */
    public byte[] bytes(int from, int to) {
        return Arrays.copyOfRange(reply, from, to);
    }

    /** Whether the device may have seen the request although no reply came. */
    public boolean mayHaveRun() {
        return begun && !ready;
    }

    /** How many of so many bytes go in a frame that is not the last. */
    public static int grains(int bytes) {
        return bytes / GRAIN * GRAIN;
    }

    /** Bytes of data in the next frame. */
    private int part(int maxPayload) {
        int room = maxPayload - headSize;
        int left = end - at;
        return left <= room ? left : grains(room);
    }

    /** Bytes of the next packet, without its check. */
    int nextSize(int maxPayload) {
        return Packet.PAYLOAD + headSize + part(maxPayload);
    }

    /** Writes type, code, aux and payload of the next packet; returns whether it was the last. */
    boolean writeNext(byte[] packet, int maxPayload) {
        int part = part(maxPayload);
        boolean last = part == end - at;
        packet[Packet.TYPE] = Packet.REQUEST;
        packet[Packet.CODE] = (byte) (last ? code : code & ~Verb.LAST);
        Packet.putU16(packet, Packet.AUX, aux);
        System.arraycopy(head, 0, packet, Packet.PAYLOAD, headSize);
        System.arraycopy(data, at, packet, Packet.PAYLOAD + headSize, part);
        headSize = 0;
        at += part;
        code &= ~Verb.FIRST;
        begun = true;
        return last;
    }

    /** Whether a stream that it names has ended, so that it must not be sent. */
    boolean hasEndedStream() {
        return context != null && context.hasEnded() || target != null && target.hasEnded();
    }

    /** Whether that is so, or the device has said already that the stream failed, so that the rest is of no use. */
    boolean hasFailed() {
        return hasEndedStream() || begun && context != null && context.status() != 0;
    }

    void complete(int status, byte[] from, int end) {
        this.status = status;
        replySize = Math.min(end - Packet.PAYLOAD, REPLY_MAX);
        System.arraycopy(from, Packet.PAYLOAD, reply, 0, replySize);
    }

    /** Completes it without a reply of its own, by the status of its stream. */
    void completeFailed() {
        status = context.status() != 0 ? context.status() : Context.NOT_OPEN;
        replySize = 0;
    }

    void wipe() {
        Arrays.fill(head, (byte) 0);
        Arrays.fill(reply, (byte) 0);
        data = NO_DATA;
        replySize = 0;
        context = null;
        target = null;
        owner = null;
    }
}
