package org.duehsm.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A figure of several rounds, and what it has to be.
 *
 * @param values one for each round; for a comparison, quotients
 * @param compared for a comparison, what stands above the line, one for each round; otherwise empty
 * @param with for a comparison, what stands below it
 * @param limit what the median must not fall short of, or not exceed; 0 if there is no limit
 */
record Figure(
        String name,
        String unit,
        List<Double> values,
        List<Double> compared,
        List<Double> with,
        double limit,
        boolean atLeast) {

    /** The quotient of two measurements that took turns, at least so much. */
    static Figure ratio(String name, List<Double> compared, List<Double> with, double limit) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < compared.size(); i++) {
            ratios.add(compared.get(i) / with.get(i));
        }
        return new Figure(name, "", ratios, compared, with, limit, true);
    }

    /** A quantity, at most so much. */
    static Figure quantity(String name, String unit, List<Double> values, double limit) {
        return new Figure(name, unit, values, List.of(), List.of(), limit, false);
    }

    /** The same under a condition that its name says. */
    Figure under(String condition) {
        return new Figure(name + ", " + condition, unit, values, compared, with, limit, atLeast);
    }

    static double median(List<Double> values) {
        return quantile(values, 0.5);
    }

    /* Between two values in proportion. */
    private static double quantile(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        double at = share * (sorted.size() - 1);
        double below = sorted.get((int) Math.floor(at));
        double above = sorted.get((int) Math.ceil(at));
        return below + (above - below) * (at - Math.floor(at));
    }

    double median() {
        return median(values);
    }

    /** Between what values the middle half of the rounds lies. */
    String middleHalf() {
        return range(0.25, 0.75);
    }

    /** Smallest and largest value. */
    String spread() {
        return range(0, 1);
    }

    private String range(double from, double to) {
        return number(quantile(values, from)) + " to " + number(quantile(values, to));
    }

    /** The limit in words, empty if there is none. */
    String target() {
        return limit == 0 ? "" : (atLeast ? "at least " : "at most ") + number(limit);
    }

    /** Whether the limit is kept, in words, empty if there is none. */
    String verdict() {
        if (limit == 0) {
            return "";
        }
        return (atLeast ? median() >= limit : median() <= limit) ? "holds" : "SHORT";
    }

    /** Both sides of a comparison, or empty. */
    String sides() {
        return with.isEmpty() ? "" : number(median(compared)) + " / " + number(median(with));
    }

    static String number(double value) {
        String format = value >= 1000 ? "%,.0f" : value >= 100 ? "%.0f" : value >= 0.1 ? "%.2f" : "%.4f";
        return String.format(Locale.ROOT, format, value);
    }
}
