package org.duehsm.cycles;

/**
 * The Cortex-M3's execution of a traced program: one instruction after the other, with the rules of
 * BENCHMARKS.md. Feed it the instructions in the order of execution.
 */
final class Core {

    private static final int REFILL = 2; // P, to which a word-crossing wide target adds one
    private static final int UNALIGNED_RUN = 3; // wide instructions that straddle words, in a row

    private final Fetch fetch;
    private Instruction before = Instruction.decode(0xBF00, 0);
    private long time; // when the last instruction has ended
    private int unaligned;
    private long unalignedRuns;

    Core(Fetch fetch) {
        this.fetch = fetch;
    }

    long time() {
        return time;
    }

    /** Runs of three or more wide instructions at addresses that are no multiples of 4. */
    long unalignedRuns() {
        return unalignedRuns;
    }

    /** Executes the instruction at address; next is the address of the one traced after it. */
    void execute(int address, Instruction i, int next) {
        long start = Math.max(time, fetch.available(address, i.size()));
        fetch.execute(address, i.size(), start);
        time = start + cycles(i);
        if (i.kind() == Instruction.Kind.LITERAL) {
            time += fetch.literal(start);
        }
        unaligned = i.size() == 4 && (address & 2) != 0 ? unaligned + 1 : 0;
        unalignedRuns += unaligned == UNALIGNED_RUN ? 1 : 0;
        before = i;
        if (next != address + i.size() || i.kind() == Instruction.Kind.ISB) {
            fetch.branch(next, time);
            time += REFILL; // the target's fetch decides whether it is longer
            unaligned = 0;
        }
    }

    private int cycles(Instruction i) {
        int cycles = i.cycles();
        boolean stalled = (i.base() & before.writes()) != 0;
        boolean single = i.kind() == Instruction.Kind.LOAD || i.kind() == Instruction.Kind.STORE;
        boolean pipelined = before.kind() == Instruction.Kind.LOAD && !before.writeback() && !i.writeback() && !stalled;
        if (single && pipelined && cycles == 2) {
            cycles = 1;
        }
        return cycles + (stalled ? 1 : 0);
    }
}
