package org.duehsm.link;

import java.util.zip.CRC32C;

/** Turns packets into frames. Not for use by two threads at once. */
final class FrameEncoder {

    private final CRC32C crc = new CRC32C();

    /** The most bytes on the wire, delimiter included, of a packet of size bytes without its check. */
    static int bound(int size) {
        return Cobs.bound(size + Packet.CHECK_SIZE) + 1;
    }

    /**
     * Appends the check to the packet, which has room for it, and writes the frame to out.
     *
     * @param size bytes of the packet without its check
     * @return the end of the frame in out, delimiter included
     */
    int encode(byte[] packet, int size, byte[] out, int at) {
        crc.reset();
        crc.update(packet, 0, size);
        Packet.putU32(packet, size, (int) crc.getValue());
        int end = Cobs.encode(packet, size + Packet.CHECK_SIZE, out, at);
        out[end] = 0;
        return end + 1;
    }
}
