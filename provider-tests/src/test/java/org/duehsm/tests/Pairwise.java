package org.duehsm.tests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Rows of factors' levels. Of the whole product, that many which have each two levels of two factors together in some
 * row. The same every time.
 */
final class Pairwise {

    private static final long SEED = 22;

    private final int[] levels;
    private final Random random = new Random(SEED);
    private final Set<Pair> missing = new HashSet<>();

    /** Two levels of two factors, {@code first < second}. */
    private record Pair(int first, int firstLevel, int second, int secondLevel) {}

    private Pairwise(int[] levels) {
        this.levels = levels;
        for (int[] row : product(levels)) {
            missing.addAll(pairs(row));
        }
    }

    /** Rows that have all pairs; {@code levels[i]} is the number of levels of factor {@code i}. */
    static List<int[]> rows(int... levels) {
        Pairwise rest = new Pairwise(levels);
        List<int[]> rows = new ArrayList<>();
        while (!rest.missing.isEmpty()) {
            int[] row = rest.next();
            rest.missing.removeAll(pairs(row));
            rows.add(row);
        }
        return rows;
    }

    /** All rows. */
    static List<int[]> product(int... levels) {
        List<int[]> rows = List.of(new int[levels.length]);
        for (int factor = 0; factor < levels.length; factor++) {
            List<int[]> longer = new ArrayList<>();
            for (int[] row : rows) {
                for (int level = 0; level < levels[factor]; level++) {
                    int[] next = row.clone();
                    next[factor] = level;
                    longer.add(next);
                }
            }
            rows = longer;
        }
        return rows;
    }

    /** Of some rows with a missing pair in each, the one with the most. */
    private int[] next() {
        List<Pair> shuffled = new ArrayList<>(missing);
        shuffled.sort((a, b) -> a.toString().compareTo(b.toString())); // a set has no order of its own
        Collections.shuffle(shuffled, random);
        int[] best = null;
        long most = 0;
        for (Pair pair : shuffled.subList(0, Math.min(20, shuffled.size()))) {
            int[] row = around(pair);
            long gained = pairs(row).stream().filter(missing::contains).count();
            if (gained > most) {
                best = row;
                most = gained;
            }
        }
        return best;
    }

    /** The row with this pair, to which each further factor adds what gains the most. */
    private int[] around(Pair pair) {
        int[] row = new int[levels.length];
        Arrays.fill(row, -1);
        row[pair.first] = pair.firstLevel;
        row[pair.second] = pair.secondLevel;
        for (int factor = 0; factor < levels.length; factor++) {
            if (row[factor] < 0) {
                int best = 0;
                long most = -1;
                int offset = random.nextInt(levels[factor]);
                for (int i = 0; i < levels[factor]; i++) {
                    row[factor] = (offset + i) % levels[factor];
                    long gained = pairs(row).stream().filter(missing::contains).count();
                    if (gained > most) {
                        most = gained;
                        best = row[factor];
                    }
                }
                row[factor] = best;
            }
        }
        return row;
    }

    /** All pairs of a row; of factors without a level, none. */
    static Set<?> pairsOf(int[] row) {
        return pairs(row);
    }

    private static Set<Pair> pairs(int[] row) {
        Set<Pair> pairs = new HashSet<>();
        for (int second = 1; second < row.length; second++) {
            for (int first = 0; first < second; first++) {
                if (row[first] >= 0 && row[second] >= 0) {
                    pairs.add(new Pair(first, row[first], second, row[second]));
                }
            }
        }
        return pairs;
    }
}
