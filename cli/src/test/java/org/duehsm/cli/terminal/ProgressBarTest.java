package org.duehsm.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void showsPartRateAndTimeLeft() {
        assertThat(ProgressBar.line(16_000_000, 64_000_000, 8 * SECOND))
                .isEqualTo("[#######.......................]  25%  16.0 MB, 2.00 MB/s, 0:24 left\033[K");
    }

    @Test
    void showsNoPartOfAnUnknownTotal() {
        assertThat(ProgressBar.line(3_000_000, -1, SECOND)).isEqualTo("3.0 MB, 3.00 MB/s\033[K");
    }

    @Test
    void standsAFileThatGrows() {
        assertThat(ProgressBar.line(3_000_000, 2_000_000, SECOND)).isEqualTo("3.0 MB, 3.00 MB/s\033[K");
    }

    @Test
    void isSilentAtFirstAndUnlessShown() {
        StringWriter drawn = new StringWriter();
        for (boolean shown : new boolean[] {true, false}) {
            ProgressBar progress = new ProgressBar(new PrintWriter(drawn), 100, shown);
            progress.at(1);
            progress.clear();
        }
        assertThat(drawn.toString()).isEmpty();
    }
}
