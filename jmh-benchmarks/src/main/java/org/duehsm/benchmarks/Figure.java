package org.duehsm.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A figure of several rounds, and what it has to be.
 *
 * @param numerator for a ratio, what is compared; otherwise empty
 * @param denominator for a ratio, with what
 * @param limit 0 if there is none
 */
record Figure(
        String name,
        List<Double> values,
        List<Double> numerator,
        List<Double> denominator,
        double limit,
        boolean atLeast) {

    /** The ratio of two measurements, taken round by round, which has to be at least so much. */
    static Figure ratio(String name, List<Double> numerator, List<Double> denominator, double limit) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < numerator.size(); i++) {
            ratios.add(numerator.get(i) / denominator.get(i));
        }
        return new Figure(name, ratios, numerator, denominator, limit, true);
    }

    /** A quantity that has to be at most so much. */
    static Figure atMost(String name, List<Double> values, double limit) {
        return new Figure(name, values, List.of(), List.of(), limit, false);
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    double median() {
        return median(values);
    }

    double min() {
        return values.stream().min(Double::compare).orElseThrow();
    }

    double max() {
        return values.stream().max(Double::compare).orElseThrow();
    }

    boolean holds() {
        return limit == 0 || (atLeast ? median() >= limit : median() <= limit);
    }

    @Override
    public String toString() {
        String text = String.format(Locale.ROOT, "%-48s %10.3f (%.3f to %.3f)", name, median(), min(), max());
        if (limit > 0) {
            text += String.format(
                    Locale.ROOT, ", at %s %.2f: %s", atLeast ? "least" : "most", limit, holds() ? "holds" : "SHORT");
        }
        if (!denominator.isEmpty()) {
            text += String.format(Locale.ROOT, "  [%.1f / %.1f]", median(numerator), median(denominator));
        }
        return text;
    }
}
