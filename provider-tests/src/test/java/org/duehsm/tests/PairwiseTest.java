package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairwiseTest {

    @ParameterizedTest
    @ValueSource(strings = {"2,2", "2,6,5,2,2,3", "3,3,3,3", "5,1,4"})
    void itHasEveryPairInFewRows(String factors) {
        int[] levels =
                List.of(factors.split(",")).stream().mapToInt(Integer::parseInt).toArray();
        int[] sorted = levels.clone();
        Arrays.sort(sorted);
        int least = sorted[sorted.length - 1] * sorted[sorted.length - 2];

        List<int[]> rows = Pairwise.rows(levels);

        assertThat(pairs(rows)).isEqualTo(pairs(Pairwise.product(levels)));
        assertThat(rows).hasSizeBetween(least, 2 * least);
    }

    @Test
    void itIsTheSameEveryTime() {
        assertThat(Pairwise.rows(3, 4, 5)).usingRecursiveComparison().isEqualTo(Pairwise.rows(3, 4, 5));
    }

    @Test
    void theProductHasEveryRowOnce() {
        assertThat(Pairwise.product(2, 3, 4)).hasSize(24).doesNotHaveDuplicates();
        assertThat(pairs(Pairwise.product(2, 3))).hasSize(6);
    }

    private static Set<Object> pairs(List<int[]> rows) {
        Set<Object> pairs = new HashSet<>();
        rows.forEach(row -> pairs.addAll(Pairwise.pairsOf(row)));
        return pairs;
    }
}
