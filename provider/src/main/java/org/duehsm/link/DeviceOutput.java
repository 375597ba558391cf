package org.duehsm.link;

import java.util.Arrays;

/** The frames of a device that are to go out. */
final class DeviceOutput {

    private static final int PACKET_MAX = Packet.PAYLOAD + Limits.REPLY_PAYLOAD_MAX;
    private static final int FRAME_MAX = FrameEncoder.bound(PACKET_MAX);

    /** Bytes that there is room for: what becomes due at once when a window of requests is done, and as much again. */
    static final int SIZE = 2 * (Limits.WINDOW_MAX + 1) * FRAME_MAX;

    private final FrameEncoder encoder = new FrameEncoder();
    private final byte[] packet = new byte[PACKET_MAX + Packet.CHECK_SIZE];
    private final byte[] frames = new byte[SIZE];
    private int size;

    /** Whether there is room for so many more. */
    boolean hasRoom(int count) {
        return SIZE - size >= count * FRAME_MAX;
    }

    void add(byte type, int code, int epoch, int seq, int aux, byte... payload) {
        packet[Packet.TYPE] = type;
        packet[Packet.CODE] = (byte) code;
        Packet.putU16(packet, Packet.EPOCH, epoch);
        Packet.putU16(packet, Packet.SEQ, seq);
        Packet.putU16(packet, Packet.AUX, aux);
        System.arraycopy(payload, 0, packet, Packet.PAYLOAD, payload.length);
        size = encoder.encode(packet, Packet.PAYLOAD + payload.length, frames, size);
        Arrays.fill(packet, (byte) 0);
    }

    /** Copies them to the beginning of out, and wipes them; returns their size. */
    int moveTo(byte[] out) {
        int moved = size;
        System.arraycopy(frames, 0, out, 0, moved);
        wipe();
        return moved;
    }

    void wipe() {
        Arrays.fill(frames, 0, size, (byte) 0);
        size = 0;
    }
}
