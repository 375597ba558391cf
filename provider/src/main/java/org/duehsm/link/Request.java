package org.duehsm.link;

import java.util.Arrays;

/**
 * A request in the making, and then cut into packets. It is a head, and the data of a message if it is
 * one for a MAC. Data that does not fit into a frame goes in several: the first has the head and the
 * flag FIRST, the last has the flag LAST. Data is not copied before it is sent, so it has to stay as it
 * is while the request is out.
 */
public final class Request {

    /** Parts of a message are multiples of this, so that the device can hash them where it received them. */
    private static final int GRAIN = 64;

    private static final int HEAD_MAX = 240;
    private static final byte[] NO_DATA = {};

    /** The stream that it is for, or null. */
    Stream stream;

    /** The stream that it copies to, or null. */
    Stream target;

    private final byte[] head = new byte[HEAD_MAX];
    private int headSize;
    private byte[] data = NO_DATA;
    private int at;
    private int end;
    private int code;
    private int aux;
    private boolean ownStream;
    private boolean begun;

    Request() {}

    /** Verb and flags, then what was appended to the head. */
    byte[] codeAndHead() {
        byte[] copy = new byte[1 + headSize];
        copy[0] = (byte) code;
        System.arraycopy(head, 0, copy, 1, headSize);
        return copy;
    }

    /** Starts a request: verb and flags; aux is 0. */
    public Request start(int code) {
        return start(code, 0);
    }

    /** Starts a request with this field aux. */
    public Request start(int code, int aux) {
        this.code = code;
        this.aux = aux;
        headSize = 0;
        data(NO_DATA, 0, 0);
        ownStream = false;
        stream = null;
        target = null;
        begun = false;
        return this;
    }

    /** Starts a request on a stream. */
    public Request start(int code, Stream on) {
        start(code);
        use(on);
        return this;
    }

    /** Starts a request to copy the state of a stream to another. */
    public Request startCopy(Stream from, Stream to) {
        start(Verb.COPY, from);
        target = to;
        return u16(to.number());
    }

    /** Starts a request for the MAC of a whole message, on a stream that it has as long as it is out. */
    public Request startWhole(int code) {
        start(code);
        ownStream = true;
        return this;
    }

    /** Whether it is to be given a stream, and that is to be taken back after the reply. */
    boolean hasOwnStream() {
        return ownStream;
    }

    void use(Stream on) {
        stream = on;
        aux = on.number();
    }

    /** Appends a byte to the head. */
    public Request u8(int value) {
        head[headSize++] = (byte) value;
        return this;
    }

    /** Appends two bytes. */
    public Request u16(int value) {
        Packet.putU16(head, headSize, value);
        headSize += Short.BYTES;
        return this;
    }

    /** Appends eight bytes. */
    public Request u64(long value) {
        Packet.putU32(head, headSize, (int) value);
        Packet.putU32(head, headSize + Integer.BYTES, (int) (value >> Integer.SIZE));
        headSize += Long.BYTES;
        return this;
    }

    /** Appends all bytes of source. */
    public Request bytes(byte[] source) {
        System.arraycopy(source, 0, head, headSize, source.length);
        headSize += source.length;
        return this;
    }

    /** Appends a byte with the length of source, 0 to 255, and its bytes. */
    public Request prefixed(byte[] source) {
        return u8(source.length).bytes(source);
    }

    /** Appends zeros until the size of the head is a multiple of 4. */
    public Request align() {
        while (headSize % Integer.BYTES != 0) {
            head[headSize++] = 0;
        }
        return this;
    }

    /** The data that follows the head: length bytes of source, which stays the caller's. */
    public Request data(byte[] source, int offset, int length) {
        data = source;
        at = offset;
        end = offset + length;
        return this;
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

    /** Whether a packet of it was written since it was started. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether a stream that it names has ended, so that it must not be sent. */
    boolean hasEndedStream() {
        return stream != null && stream.hasEnded() || target != null && target.hasEnded();
    }

    /** Whether that is so, or the device has said already that the stream failed, so that the rest is of no use. */
    boolean hasFailed() {
        return hasEndedStream() || begun && stream != null && stream.status() != 0;
    }

    void wipe() {
        Arrays.fill(head, (byte) 0);
        data = NO_DATA;
        stream = null;
        target = null;
    }
}
