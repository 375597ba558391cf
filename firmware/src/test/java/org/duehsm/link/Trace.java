package org.duehsm.link;

import java.io.PrintStream;
import java.util.zip.CRC32C;

/** What happened in a schedule: a number that two runs have in common only if all of it was the same, and lines to be read. */
final class Trace {

    private static final long PRIME = 0x100000001b3L;
    private static final long NANOS_PER_MICRO = 1000;

    private final VirtualTime time;
    private final PrintStream lines;
    private final CRC32C crc = new CRC32C();
    private final FrameDecoder[] decoders = {new FrameDecoder(), new FrameDecoder()};
    private long hash = 0xcbf29ce484222325L;

    /** @param lines where to print, or null */
    Trace(VirtualTime time, PrintStream lines) {
        this.time = time;
        this.lines = lines;
    }

    long hash() {
        return hash;
    }

    private void add(long value) {
        hash = (hash ^ value) * PRIME;
        hash ^= hash >>> 29;
    }

    /** Something has happened. */
    void note(String what, long value) {
        add(time.now());
        add(what.hashCode());
        add(value);
        if (lines != null) {
            print(what + " " + value);
        }
    }

    /** Bytes have come out of the line. */
    void bytes(boolean up, byte[] bytes, int offset, int length) {
        crc.reset();
        crc.update(bytes, offset, length);
        add(time.now());
        add(up ? crc.getValue() : -crc.getValue());
        if (lines != null) {
            print((up ? "→ " : "← ") + length + " bytes");
            for (int i = offset; i < offset + length; i++) {
                FrameDecoder decoder = decoders[up ? 0 : 1];
                if (bytes[i] == 0) {
                    print(decoder.accept(bytes[i]) ? describe(decoder) : "    no frame");
                } else {
                    decoder.accept(bytes[i]);
                }
            }
        }
    }

    /** The header only: the payload may be a key. */
    private static String describe(FrameDecoder decoder) {
        byte[] packet = decoder.packet();
        return String.format(
                "    type %02x code %02x epoch %04x seq %d aux %d, %d bytes",
                packet[Packet.TYPE],
                packet[Packet.CODE],
                Packet.u16(packet, Packet.EPOCH),
                Packet.u16(packet, Packet.SEQ),
                Packet.u16(packet, Packet.AUX),
                decoder.size() - Packet.PAYLOAD);
    }

    private void print(String line) {
        lines.printf("%12d µs  %s%n", time.now() / NANOS_PER_MICRO, line);
    }
}
