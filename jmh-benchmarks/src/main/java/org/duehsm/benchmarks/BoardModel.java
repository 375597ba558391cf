package org.duehsm.benchmarks;

import org.duehsm.client.Algorithm;

/**
 * What a real board would reach, computed, not measured: bytes on the line from PROTOCOL.md; cycles,
 * clock and lines from firmware/BENCHMARKS.md, whose traces of whole messages this meets within 3 %.
 *
 * @param algorithm of its key
 * @param size bytes of the message
 * @param frames requests it takes
 * @param wireBytes bytes of them on the line to the board, at most
 * @param cycles of the board's processor, code in flash
 */
record BoardModel(Algorithm algorithm, int size, int frames, int wireBytes, double cycles) {

    /** Cycles of a block of the hash, and of what one HMAC takes besides. */
    record HashCycles(double block, double hmac) {

        static HashCycles of(Algorithm algorithm) {
            return switch (algorithm) {
                case HMAC_SHA1 -> new HashCycles(935, 826);
                case HMAC_SHA256 -> new HashCycles(1_864, 894);
                case AWS4_HMAC_SHA256 -> new HashCycles(1_864, 894 + SIGNING_CYCLES);
            };
        }
    }

    /** Cycles from a string to sign, of {@value #STRING_TO_SIGN} bytes, to its signing key, which is cached. */
    static final double SIGNING_CYCLES = 3_030;

    static final int STRING_TO_SIGN = 134;

    /** Cycles of the link for a byte of a long message, and of what one message takes besides. */
    static final double LINK_CYCLES = 8.15;

    static final double MESSAGE_CYCLES = 2_250;

    private static final double CLOCK = 84e6;
    /* Bytes a second. */
    private static final double NATIVE_PORT = 13 * 512 / 125e-6;
    private static final double PROGRAMMING_PORT = 25_000;
    /* Seconds until the programming port's USB chip passes a short answer on. */
    private static final double PROGRAMMING_PORT_FLUSH = 0.004;

    private static final int MAX_PAYLOAD = 640;
    private static final int PADDING = 9;
    private static final int KEY_FIELD = 24; // of an id of 20 bytes, as an AWS access key id is

    static BoardModel of(Algorithm algorithm, int size) {
        int block = algorithm.blockBytes();
        int room = MAX_PAYLOAD - KEY_FIELD;
        int first = size <= room ? size : room / block * block;
        int parts = (size - first + MAX_PAYLOAD - 1) / MAX_PAYLOAD;
        int wire = Frames.bound(Frames.PAYLOAD + KEY_FIELD + first);
        for (int left = size - first; left > 0; left -= MAX_PAYLOAD) {
            wire += Frames.bound(Frames.PAYLOAD + Math.min(left, MAX_PAYLOAD));
        }
        int blocks = (size + PADDING + block - 1) / block + 1;
        HashCycles hash = HashCycles.of(algorithm);
        double cycles = blocks * hash.block() + hash.hmac() + size * LINK_CYCLES + MESSAGE_CYCLES;
        return new BoardModel(algorithm, size, 1 + parts, wire, cycles);
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
        int answer = Frames.bound(Frames.PAYLOAD + algorithm.macLength());
        return (wireBytes + answer) / PROGRAMMING_PORT + cycles / CLOCK + PROGRAMMING_PORT_FLUSH;
    }
}
