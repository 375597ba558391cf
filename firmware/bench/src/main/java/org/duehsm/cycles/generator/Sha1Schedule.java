package org.duehsm.cycles.generator;

import static org.duehsm.cycles.generator.Compression.require;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * SHA-1's message schedule: W[t] is the exclusive or of four earlier words, rotated left by one. A
 * register holds a word before it is rotated left by the word's rank.
 */
final class Sha1Schedule extends Schedule {

    private static final List<Integer> DISTANCES = List.of(16, 14, 8, 3);

    private final Map<String, Integer> ranks = new HashMap<>(); // of what is not a message word

    Sha1Schedule() {
        super(DISTANCES, DISTANCES);
    }

    int rank(String sum) {
        return ranks.getOrDefault(sum, 0);
    }

    /**
     * Adds up two sums.
     *
     * @return by how much the second operand has to be rotated to the right
     * @throws IllegalStateException if the target is not their sum
     */
    int add(Step step) {
        int rank = rank(step.uses().get(0)) + (completes(step) ? 1 : 0);
        Integer before = ranks.put(step.target(), rank);
        require(before == null || before == rank, "made again with another rank");
        return rank(step.uses().get(0)) - rank(step.uses().get(1));
    }
}
