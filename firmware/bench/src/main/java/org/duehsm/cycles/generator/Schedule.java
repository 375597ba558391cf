package org.duehsm.cycles.generator;

import static org.duehsm.cycles.generator.Compression.require;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message schedule: a word is the sum of terms that are made of earlier words, in whatever the hash
 * takes for a sum. W20 is a word, W20(16+14) the sum of the terms that words 16 and 14 before it give.
 */
class Schedule {

    private static final Pattern SUM = Pattern.compile("W(\\d+)(?:\\(([\\d+]+)\\))?");

    private final List<Integer> distances;
    private final List<Integer> plain;

    /**
     * A schedule.
     *
     * @param distances of the words that terms are made of, back from the one to be made
     * @param plain those at which the term is the word itself
     */
    Schedule(List<Integer> distances, List<Integer> plain) {
        this.distances = distances;
        this.plain = plain;
    }

    /** A word of the schedule, or the sum of some of its terms: bits by distances, 0 for the word. */
    private record Sum(int word, int terms) {}

    private Sum parse(String text) {
        Matcher m = SUM.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException("no sum: " + text);
        }
        int terms = 0;
        for (String distance : m.group(2) == null ? new String[0] : m.group(2).split("\\+")) {
            terms |= term(Integer.parseInt(distance));
        }
        return new Sum(Integer.parseInt(m.group(1)), terms);
    }

    /** The term of a distance, as a bit; 0 if a word has no such term. */
    private int term(int distance) {
        int i = distances.indexOf(distance);
        return i < 0 ? 0 : 1 << i;
    }

    /** What a sum contributes to word t, or 0. */
    private int contribution(Sum sum, int t) {
        if (sum.word == t) {
            return sum.terms;
        }
        return sum.terms == 0 && plain.contains(t - sum.word) ? term(t - sum.word) : 0;
    }

    /**
     * Checks that a step's target is the sum of its two operands.
     *
     * @return whether it is a whole word
     * @throws IllegalStateException if it is not their sum
     */
    final boolean completes(Step step) {
        Sum target = parse(step.target());
        int have = contribution(parse(step.uses().get(0)), target.word);
        int more = contribution(parse(step.uses().get(1)), target.word);
        int all = (1 << distances.size()) - 1;
        int want = target.terms == 0 ? all : target.terms;
        require(have != 0 && more != 0 && (have & more) == 0 && (have | more) == want, "wrong sum");
        return want == all;
    }
}
