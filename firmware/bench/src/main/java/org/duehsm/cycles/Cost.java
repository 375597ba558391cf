package org.duehsm.cycles;

/**
 * What a piece of a program costs.
 *
 * @param instructions executed, or skipped by IT
 * @param cycles from memory without wait states
 * @param flashCycles from the SAM3X's flash
 * @param unalignedRuns runs of three or more wide instructions at addresses that are no multiples of 4
 */
public record Cost(long instructions, long cycles, long flashCycles, long unalignedRuns) {

    public static final Cost NONE = new Cost(0, 0, 0, 0);

    public Cost plus(Cost o) {
        return new Cost(
                instructions + o.instructions,
                cycles + o.cycles,
                flashCycles + o.flashCycles,
                unalignedRuns + o.unalignedRuns);
    }

    public Cost minus(Cost o) {
        return new Cost(
                instructions - o.instructions,
                cycles - o.cycles,
                flashCycles - o.flashCycles,
                unalignedRuns - o.unalignedRuns);
    }
}
