package org.duehsm.cycles.generator;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SHA-1's message schedule: W[t] is the exclusive or of four earlier words, rotated left by one. A
 * register holds a word before it is rotated left by the word's rank.
 */
final class Sha1Schedule {

    private static final int[] DISTANCES = {16, 14, 8, 3};
    private static final int ALL = 15; // as a bit mask
    private static final Pattern SUM = Pattern.compile("W(\\d+)(?:\\(([\\d+]+)\\))?");

    /** A word of the schedule, or the sum of some of its terms: bits by DISTANCES, 0 for the word. */
    private record Sum(int word, int terms) {

        static Sum parse(String text) {
            Matcher m = SUM.matcher(text);
            if (!m.matches()) {
                throw new IllegalArgumentException("no sum: " + text);
            }
            int terms = 0;
            for (String distance :
                    m.group(2) == null ? new String[0] : m.group(2).split("\\+")) {
                terms |= term(Integer.parseInt(distance));
            }
            return new Sum(Integer.parseInt(m.group(1)), terms);
        }

        /** What it contributes to word t, or 0. */
        int contribution(int t) {
            return word == t ? terms : terms == 0 ? term(t - word) : 0;
        }
    }

    private final Map<String, Integer> ranks = new HashMap<>(); // of what is not a message word

    /** The term of a distance, as a bit; 0 if a word has no such term. */
    private static int term(int distance) {
        for (int i = 0; i < DISTANCES.length; i++) {
            if (DISTANCES[i] == distance) {
                return 1 << i;
            }
        }
        return 0;
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
        String first = step.uses().get(0);
        String second = step.uses().get(1);
        Sum target = Sum.parse(step.target());
        int have = Sum.parse(first).contribution(target.word);
        int more = Sum.parse(second).contribution(target.word);
        int want = target.terms == 0 ? ALL : target.terms;
        if (have == 0 || more == 0 || (have & more) != 0 || (have | more) != want) {
            throw new IllegalStateException("wrong sum");
        }
        int rank = rank(first) + (want == ALL ? 1 : 0);
        Integer before = ranks.put(step.target(), rank);
        if (before != null && before != rank) {
            throw new IllegalStateException("made again with another rank");
        }
        return rank(first) - rank(second);
    }
}
