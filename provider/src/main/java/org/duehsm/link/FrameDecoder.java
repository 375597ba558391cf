package org.duehsm.link;

import java.util.Arrays;
import java.util.zip.CRC32C;

/** Finds the packets in a stream of bytes, and drops what is damaged. Not for use by two threads at once. */
final class FrameDecoder {

    /** Any frame of version 1 is much shorter; a later version may append fields to WELCOME. */
    private static final int FRAME_MAX = 1024;

    private final byte[] frame = new byte[FRAME_MAX];
    private final CRC32C crc = new CRC32C();
    private int received;
    private int held;
    private int size;
    private boolean damaged;

    /** Takes a byte, and returns whether it ended an undamaged frame: then its packet can be read. */
    boolean accept(byte b) {
        if (b != 0) {
            if (received < FRAME_MAX) {
                frame[received] = b;
            }
            received = Math.min(received + 1, FRAME_MAX + 1);
            return false;
        }
        boolean whole = received <= FRAME_MAX && decode();
        damaged = received > 0 && !whole;
        held = Math.max(held, received);
        received = 0;
        return whole;
    }

    /** Takes the bytes from from on, before to and before the next delimiter; returns where that stands, or to. */
    int acceptUntilDelimiter(byte[] bytes, int from, int to) {
        int delimiter = Cobs.zero(bytes, from, to);
        int at = Math.min(received, FRAME_MAX);
        System.arraycopy(bytes, from, frame, at, Math.min(delimiter - from, FRAME_MAX - at));
        received = Math.min(received + delimiter - from, FRAME_MAX + 1);
        return delimiter;
    }

    /** Whether the delimiter that was taken last ended a frame, and that was damaged. */
    boolean isDamaged() {
        return damaged;
    }

    /** Forgets all that was taken. */
    void wipe() {
        Arrays.fill(frame, 0, Math.min(Math.max(held, received), FRAME_MAX), (byte) 0);
        held = 0;
        received = 0;
    }

    private boolean decode() {
        size = Cobs.decode(frame, received) - Packet.CHECK_SIZE;
        if (size < Packet.PAYLOAD) {
            return false;
        }
        crc.reset();
        crc.update(frame, 0, size);
        return (int) crc.getValue() == Packet.u32(frame, size);
    }

    /** The packet; valid until the next byte is taken. */
    byte[] packet() {
        return frame;
    }

    /** Bytes of the packet without its check. */
    int size() {
        return size;
    }
}
