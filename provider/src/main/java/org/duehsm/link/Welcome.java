package org.duehsm.link;

import java.util.Arrays;

/** What a device said when it opened the session (PROTOCOL.md section 2). */
public record Welcome(
        int epoch,
        int flags,
        int boot,
        int window,
        int board,
        int maxPayload,
        long receiveBytes,
        int streams,
        String firmware,
        byte[] uniqueId) {

    /** Bytes of a device's unique id. */
    public static final int UNIQUE_ID_SIZE = 16;

    static final int PAYLOAD_SIZE = 48;
    static final int VERSION_AT = Packet.PAYLOAD + 8;

    private static final int WINDOW_MAX = 16;
    private static final int PAYLOAD_MIN = 256;

    static Welcome read(byte[] packet) {
        int at = Packet.PAYLOAD;
        return new Welcome(
                Packet.u16(packet, Packet.EPOCH),
                packet[at + 11] & 0xFF,
                Packet.u32(packet, at + 12),
                packet[at + 16] & 0xFF,
                packet[at + 17] & 0xFF,
                Packet.u16(packet, at + 18),
                Packet.u32(packet, at + 20) & 0xFFFFFFFFL,
                Packet.u16(packet, at + 24),
                (packet[at + 26] & 0xFF) + "." + (packet[at + 27] & 0xFF) + "." + (packet[at + 28] & 0xFF),
                Arrays.copyOfRange(packet, at + 32, at + 32 + UNIQUE_ID_SIZE));
    }

    /** Whether a session can be held on these terms. */
    boolean isSane() {
        return epoch != 0 && window >= 1 && window <= WINDOW_MAX && maxPayload >= PAYLOAD_MIN && streams >= 1;
    }
}
