package org.duehsm.link;

import java.util.Arrays;

/**
 * A request in the making, and then its reply. It comes from a {@link Link}, is used by one thread,
 * and goes back to the link, which uses it again.
 */
public final class Exchange {

    /** Where a request is on its way. */
    enum State {
        NEW,
        QUEUED,
        SENT,
        DONE
    }

    private static final int REPLY_MAX = 80;

    byte[] packet;
    int size;
    boolean answered;
    Context context;
    int loan;

    State state = State.NEW;
    Thread owner;
    Exchange next;

    private final byte[] reply = new byte[REPLY_MAX];
    private int replySize;
    private int status;

    Exchange(int maxPayload) {
        packet = new byte[Packet.PAYLOAD + maxPayload + Packet.CHECK_SIZE];
    }

    /** Starts a request: verb and flags, and the field aux. */
    public Exchange start(int code, int aux) {
        packet[Packet.TYPE] = Packet.REQUEST;
        packet[Packet.CODE] = (byte) code;
        Packet.putU16(packet, Packet.AUX, aux);
        size = Packet.PAYLOAD;
        context = null;
        state = State.NEW;
        return this;
    }

    /** Starts a request on a stream that has this context. */
    public Exchange start(int code, Context stream) {
        start(code, stream.number());
        context = stream;
        loan = stream.loan();
        return this;
    }

    /** Appends a byte to the payload. */
    public Exchange put(int value) {
        packet[size++] = (byte) value;
        return this;
    }

    /** Appends two bytes. */
    public Exchange putU16(int value) {
        Packet.putU16(packet, size, value);
        size += Short.BYTES;
        return this;
    }

    /** Appends eight bytes. */
    public Exchange putU64(long value) {
        Packet.putU32(packet, size, (int) value);
        Packet.putU32(packet, size + Integer.BYTES, (int) (value >> Integer.SIZE));
        size += Long.BYTES;
        return this;
    }

    /** Appends length bytes of data. */
    public Exchange put(byte[] data, int offset, int length) {
        System.arraycopy(data, offset, packet, size, length);
        size += length;
        return this;
    }

    /** Appends zeros until the payload's size is a multiple of 4. */
    public Exchange align() {
        while ((size - Packet.PAYLOAD) % Integer.BYTES != 0) {
            packet[size++] = 0;
        }
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

    boolean hasReached(State target) {
        return state.compareTo(target) >= 0;
    }

    /** Whether the device may have seen the request although no reply came. */
    public boolean mayHaveRun() {
        return state == State.SENT;
    }

    void complete(int status, byte[] from, int end) {
        this.status = status;
        replySize = Math.min(end - Packet.PAYLOAD, REPLY_MAX);
        System.arraycopy(from, Packet.PAYLOAD, reply, 0, replySize);
        state = State.DONE;
    }

    void wipe() {
        Arrays.fill(packet, (byte) 0);
        Arrays.fill(reply, (byte) 0);
        replySize = 0;
        context = null;
        owner = null;
    }
}
