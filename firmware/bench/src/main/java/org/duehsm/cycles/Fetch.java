package org.duehsm.cycles;

/**
 * The supply of instructions: the core's buffer of three words, filled with one aligned word a
 * cycle, from memory without wait states or from the SAM3X's flash.
 *
 * <p>The flash is read in lines of 128 bits, five cycles each at FWS = 4, into two buffers: the
 * line in use and the next. The next line's read starts when the running one has ended and the core
 * has taken the last word of the line before. A branch into a line that is in neither buffer waits
 * for the running read, then for its own.
 */
final class Fetch {

    private static final int DEPTH = 3; // words in the core's buffer
    private static final int PIPELINE = 2; // cycles from a word's arrival to its execution
    private static final int RING = 32; // words and lines remembered; more than any rule looks back

    private final int lineCycles; // 0: no wait states
    private final long[] fetched = new long[RING];
    private final long[] released = new long[RING];
    private final long[] ready = new long[RING];
    private int word; // the last word fetched of this stream: address / 4
    private int firstWord;
    private int line; // the last line whose read is known: address / 16
    private int firstLine;
    private long notBefore; // the stream's first fetch
    private long arrayFree; // end of the last read that literals or branches made wait

    Fetch(int lineCycles) {
        this.lineCycles = lineCycles;
        restart(0, 0);
    }

    /** When the instruction at this address can execute at the earliest. */
    long available(int address, int size) {
        int last = (address + size - 1) >>> 2;
        while (word < last) {
            word++;
            long time = word == firstWord ? notBefore : fetched[(word - 1) % RING] + 1;
            if (word - DEPTH >= firstWord) {
                time = Math.max(time, released[(word - DEPTH) % RING]);
            }
            fetched[word % RING] = Math.max(time, lineReady(word >>> 2));
        }
        return fetched[last % RING] + PIPELINE;
    }

    /** The instruction starts to execute: the words that end in it leave the core's buffer. */
    void execute(int address, int size, long time) {
        for (int w = address >>> 2; 4 * w + 4 <= address + size; w++) {
            released[w % RING] = time;
        }
    }

    private long lineReady(int wanted) {
        while (lineCycles > 0 && line < wanted) {
            ready[(line + 1) % RING] = readStart(line + 1) + lineCycles;
            line++;
        }
        return lineCycles == 0 ? 0 : ready[wanted % RING];
    }

    /** When the read of the line after the last known one starts. */
    private long readStart(int next) {
        long start = Math.max(ready[(next - 1) % RING], arrayFree);
        int freed = 4 * (next - 2) + 3; // the last word of the line whose buffer it takes
        return freed >= firstWord ? Math.max(start, fetched[freed % RING]) : start;
    }

    /** Catches up with the read ahead of the core, which nobody has asked for yet. */
    private void readAhead(long time) {
        int next = (word >>> 2) + 1;
        if (lineCycles > 0 && line < next && readStart(next) < time) {
            lineReady(next);
        }
    }

    /** A branch: the first word of the target is asked for at the given time. */
    void branch(int address, long time) {
        readAhead(time);
        int target = address >>> 4;
        boolean buffered = target <= line && target > line - 2 && target >= firstLine;
        long running = ready[line % RING];
        long targetReady = buffered ? ready[target % RING] : Math.max(time, Math.max(running, arrayFree)) + lineCycles;
        arrayFree = Math.max(arrayFree, Math.max(running, time));
        boolean followed = buffered && target < line;
        restart(address, time);
        ready[target % RING] = lineCycles == 0 ? 0 : targetReady;
        if (followed) {
            line++; // its ready time is still in place
        }
    }

    private void restart(int address, long time) {
        firstWord = address >>> 2;
        word = firstWord - 1;
        firstLine = address >>> 4;
        line = firstLine;
        notBefore = time;
    }

    /** A literal is loaded from the code's memory: how many cycles longer that takes. */
    long literal(long time) {
        if (lineCycles == 0) {
            return 0;
        }
        readAhead(time);
        long start = Math.max(time, Math.max(ready[line % RING], arrayFree));
        arrayFree = start + lineCycles;
        return arrayFree - time;
    }
}
