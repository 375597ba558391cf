package org.duehsm.benchmarks;

/**
 * What a real board would reach, computed, not measured: bytes on the line from PROTOCOL.md, cycles
 * from the model in firmware/BENCHMARKS.md, clock and baud rate of the Due.
 *
 * @param size bytes of the message
 * @param frames requests it takes
 * @param wireBytes bytes of them on the line to the board, at most
 * @param cycles of the board's processor
 */
record BoardModel(int size, int frames, int wireBytes, double cycles) {

    static final double CLOCK = 84e6;
    /** Bytes a second of the programming port: 250000 baud, ten bits to a byte. */
    static final double PROGRAMMING_PORT = 25_000;
    /** Seconds until the programming port's USB chip passes a short answer on. */
    static final double PROGRAMMING_PORT_FLUSH = 0.004;
    /** Cycles of a SHA-1 block from flash, and of what one HMAC takes besides, in the model. */
    static final double BLOCK_CYCLES = 935;

    static final double HMAC_CYCLES = 18_322 - 18 * BLOCK_CYCLES;
    /** Cycles of the link for a byte of payload: the most that is allowed. */
    static final double LINK_CYCLES = 9;

    private static final int MAX_PAYLOAD = 640;
    private static final int BLOCK = 64;
    private static final int PADDING = 9;
    private static final int KEY_FIELD = 24; // of an id of 20 bytes, as an AWS access key id is
    private static final int ANSWER_BYTES = Frames.bound(Frames.PAYLOAD + 20);

    static BoardModel of(int size) {
        int room = MAX_PAYLOAD - KEY_FIELD;
        int first = size <= room ? size : room / BLOCK * BLOCK;
        int parts = (size - first + MAX_PAYLOAD - 1) / MAX_PAYLOAD;
        int wire = Frames.bound(Frames.PAYLOAD + KEY_FIELD + first);
        for (int left = size - first; left > 0; left -= MAX_PAYLOAD) {
            wire += Frames.bound(Frames.PAYLOAD + Math.min(left, MAX_PAYLOAD));
        }
        int blocks = (size + PADDING + BLOCK - 1) / BLOCK + 1;
        double cycles = blocks * BLOCK_CYCLES + HMAC_CYCLES + LINK_CYCLES * (size + KEY_FIELD);
        return new BoardModel(size, 1 + parts, wire, cycles);
    }

    /** Bytes on the line that are not message, for each byte that is. */
    double overhead() {
        return (double) wireBytes / size - 1;
    }

    /** MACs a second if the line is no limit: what the processor does, without its USB. */
    double perSecondByProcessor() {
        return CLOCK / cycles;
    }

    /** MACs a second on the programming port with enough of them on the way. */
    double perSecondOnProgrammingPort() {
        return Math.min(PROGRAMMING_PORT / wireBytes, perSecondByProcessor());
    }

    /** Seconds of one MAC on the programming port with nothing else on the way. */
    double secondsOnProgrammingPort() {
        return (wireBytes + ANSWER_BYTES) / PROGRAMMING_PORT + cycles / CLOCK + PROGRAMMING_PORT_FLUSH;
    }
}
