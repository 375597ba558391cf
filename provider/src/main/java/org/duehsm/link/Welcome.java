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

    static final int VERSION_AT = Packet.PAYLOAD + Limits.NONCE_SIZE;

    /** A host's rule: room for any request, and some data with it. */
    private static final int PAYLOAD_MIN = 256;

    private static final int CLOSED = 0x08;

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
                Arrays.copyOfRange(packet, at + 32, at + 32 + Limits.UNIQUE_ID_SIZE));
    }

    /**
     * The payload that says so in version 1, with an empty nonce.
     *
     * @throws IllegalArgumentException if the firmware's version is not three numbers, or the id not 16 bytes
     */
    byte[] payload() {
        String[] numbers = firmware.split("\\.");
        if (numbers.length != 3 || uniqueId.length != Limits.UNIQUE_ID_SIZE) {
            throw new IllegalArgumentException("no WELCOME says this: " + this);
        }
        byte[] payload = new byte[Limits.WELCOME_PAYLOAD_SIZE];
        Arrays.fill(payload, 8, 11, (byte) Limits.VERSION);
        payload[11] = (byte) flags;
        Packet.putU32(payload, 12, boot);
        payload[16] = (byte) window;
        payload[17] = (byte) board;
        Packet.putU16(payload, 18, maxPayload);
        Packet.putU32(payload, 20, (int) receiveBytes);
        Packet.putU16(payload, 24, streams);
        for (int i = 0; i < numbers.length; i++) {
            payload[26 + i] = (byte) Integer.parseInt(numbers[i]);
        }
        System.arraycopy(uniqueId, 0, payload, 32, Limits.UNIQUE_ID_SIZE);
        return payload;
    }

    /** Whether the device serves only who logs in; true also of a broker before such a device. */
    public boolean isClosed() {
        return (flags & CLOSED) != 0;
    }

    /** Whether a session can be held on these terms. */
    boolean isSane() {
        return epoch != 0 && window >= 1 && window <= Limits.WINDOW_MAX && maxPayload >= PAYLOAD_MIN && streams >= 1;
    }
}
