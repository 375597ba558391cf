package org.duehsm.benchmarks;

import org.duehsm.client.Algorithm;

/**
 * What a real board would reach, computed, not measured: bytes on the line from PROTOCOL.md; cycles,
 * clock and lines from firmware/BENCHMARKS.md, whose traces of whole messages this meets within 3 %.
 *
 * @param size bytes of the message
 * @param frames requests it takes
 * @param wireBytes bytes of them on the line to the board, at most
 * @param cycles of the board's processor, code in flash
 */
record BoardModel(int size, int frames, int wireBytes, double cycles) {

    /** Cycles of a SHA-1 block, and of what one HMAC takes besides. */
    static final double BLOCK_CYCLES = 935;

    static final double HMAC_CYCLES = 1_286;
    /** Cycles of the link for a byte of a long message, and of what one message takes besides. */
    static final double LINK_CYCLES = 8.79;

    static final double MESSAGE_CYCLES = 3_500;

    private static final double CLOCK = 84e6;
    /* Bytes a second. */
    private static final double NATIVE_PORT = 13 * 512 / 125e-6;
    private static final double PROGRAMMING_PORT = 25_000;
    /* Seconds until the programming port's USB chip passes a short answer on. */
    private static final double PROGRAMMING_PORT_FLUSH = 0.004;

    private static final int MAX_PAYLOAD = 640;
    private static final int BLOCK = Algorithm.HMAC_SHA1.blockBytes();
    private static final int PADDING = 9;
    private static final int KEY_FIELD = 24; // of an id of 20 bytes, as an AWS access key id is
    private static final int ANSWER_BYTES = Frames.bound(Frames.PAYLOAD + Algorithm.HMAC_SHA1.macLength());

    static BoardModel of(int size) {
        int room = MAX_PAYLOAD - KEY_FIELD;
        int first = size <= room ? size : room / BLOCK * BLOCK;
        int parts = (size - first + MAX_PAYLOAD - 1) / MAX_PAYLOAD;
        int wire = Frames.bound(Frames.PAYLOAD + KEY_FIELD + first);
        for (int left = size - first; left > 0; left -= MAX_PAYLOAD) {
            wire += Frames.bound(Frames.PAYLOAD + Math.min(left, MAX_PAYLOAD));
        }
        int blocks = (size + PADDING + BLOCK - 1) / BLOCK + 1;
        double cycles = blocks * BLOCK_CYCLES + HMAC_CYCLES + size * LINK_CYCLES + MESSAGE_CYCLES;
        return new BoardModel(size, 1 + parts, wire, cycles);
    }

    /** Bytes on the line that are not message, for each byte that is. */
    double overhead() {
        return (double) wireBytes / size - 1;
    }

    /** MACs a second on the native port with enough of them on the way; line and processor take turns. */
    double perSecondOnNativePort() {
        return 1 / (wireBytes / NATIVE_PORT + cycles / CLOCK);
    }

    /** MACs a second on the programming port with enough of them on the way; the processor is faster. */
    double perSecondOnProgrammingPort() {
        return PROGRAMMING_PORT / wireBytes;
    }

    /** Seconds of one MAC on the programming port with nothing else on the way. */
    double secondsOnProgrammingPort() {
        return (wireBytes + ANSWER_BYTES) / PROGRAMMING_PORT + cycles / CLOCK + PROGRAMMING_PORT_FLUSH;
    }
}
