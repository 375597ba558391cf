package org.duehsm.link;

import java.util.Arrays;

/** What the device answered to a request. Its fields are read one after another; what it lacks reads as zeros. */
public final class Reply {

    private final byte[] payload = new byte[Limits.REPLY_PAYLOAD_MAX];
    private int size;
    private int at;
    private int status;

    Reply() {}

    /** The status. */
    public int status() {
        return status;
    }

    /** Whether it has this status and nothing else. */
    boolean isOnly(int thisStatus) {
        return status == thisStatus && size == 0;
    }

    /** A byte, 0 to 255. */
    public int u8() {
        return at < size ? payload[at++] & 0xFF : 0;
    }

    /** Two bytes. */
    public int u16() {
        return u8() | u8() << Byte.SIZE;
    }

    /** Four bytes. */
    public long u32() {
        return u16() | (long) u16() << Short.SIZE;
    }

    /** Eight bytes. */
    public long u64() {
        return u32() | u32() << Integer.SIZE;
    }

    /** A copy of the next bytes: of count, or of all that are left if those are fewer. */
    public byte[] bytes(int count) {
        int from = at;
        at = Math.min(from + count, size);
        return Arrays.copyOfRange(payload, from, at);
    }

    /** A copy of all that is left. */
    public byte[] rest() {
        return bytes(size - at);
    }

    void set(int status, byte[] packet, int end) {
        this.status = status;
        at = 0;
        size = Math.min(end - Packet.PAYLOAD, payload.length);
        System.arraycopy(packet, Packet.PAYLOAD, payload, 0, size);
    }

    /** One that has a status and nothing else. */
    void set(int status) {
        this.status = status;
        at = 0;
        size = 0;
    }

    /** Takes so many bytes off its end, and begins to read again. */
    void shorten(int count) {
        at = 0;
        size -= count;
    }

    void wipe() {
        Arrays.fill(payload, (byte) 0);
        size = 0;
        at = 0;
    }
}
