package org.duehsm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void aRatioIsTakenRoundByRound() {
        Figure figure = Figure.ratio("", List.of(9.0, 80.0, 14.0), List.of(10.0, 100.0, 20.0), 0.8);
        assertThat(figure.values()).containsExactly(0.9, 0.8, 0.7);
        assertThat(figure.median()).isEqualTo(0.8);
        assertThat(figure.middleHalf()).isEqualTo("0.75 to 0.85");
        assertThat(figure.spread()).isEqualTo("0.70 to 0.90");
        assertThat(figure.verdict()).isEqualTo("holds");
        assertThat(figure.sides()).isEqualTo("14.00 / 20.00");
    }

    @Test
    void whatFallsShortIsSaid() {
        assertThat(Figure.ratio("", List.of(7.9), List.of(10.0), 0.8).verdict()).isEqualTo("SHORT");
        assertThat(Figure.quantity("", "µs", List.of(10.0, 11.0), 10).verdict()).isEqualTo("SHORT");
        assertThat(Figure.quantity("", "µs", List.of(9.0, 11.0), 10).verdict()).isEqualTo("holds");
        assertThat(Figure.quantity("", "µs", List.of(9.0), 0).verdict()).isEmpty();
    }
}
