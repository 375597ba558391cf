package org.duehsm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against the firmware's own model, which traces whole messages. */
class BoardModelTest {

    @Test
    void itsCyclesAreThoseOfTheFirmwaresModel() throws IOException {
        List<String> sha1 = row("sha1_cortexm3.S");
        assertThat(BoardModel.BLOCK_CYCLES).isEqualTo(number(sha1, 4));
        assertThat(18 * BoardModel.BLOCK_CYCLES + BoardModel.HMAC_CYCLES).isEqualTo(number(sha1, 7));
        assertThat(row("**link**").get(2)).endsWith(" / " + BoardModel.LINK_CYCLES);
    }

    @Test
    void itMeetsTheTraceOfWholeMessages() throws IOException {
        meets(BoardModel.of(1024), row("1 KiB messages"));
        meets(BoardModel.of(64), row("64 B messages"));
    }

    private static void meets(BoardModel model, List<String> row) {
        assertThat((double) model.wireBytes()).isEqualTo(number(row, 2));
        assertThat(model.cycles()).isCloseTo(number(row, 3), withinPercentage(3));
        assertThat(model.perSecondOnNativePort()).isCloseTo(number(row, 5), withinPercentage(3));
        assertThat(model.perSecondOnProgrammingPort()).isCloseTo(number(row, 6), withinPercentage(1));
    }

    @Test
    void messagesTakeTheFramesOfTheProtocol() {
        // PROTOCOL.md: header 8, key field 24, message 16, check 4, one byte of COBS, delimiter.
        assertThat(BoardModel.of(16).wireBytes()).isEqualTo(54);
        assertThat(BoardModel.of(616).frames()).isEqualTo(1);
        assertThat(BoardModel.of(617).frames()).isEqualTo(2);
        assertThat(BoardModel.of(1 << 20).overhead()).isBetween(0.02, 0.03);
    }

    private static double number(List<String> row, int column) {
        return Double.parseDouble(row.get(column));
    }

    private static List<String> row(String first) throws IOException {
        return Files.readAllLines(Path.of("../firmware/BENCHMARKS.md")).stream()
                .filter(line -> line.startsWith("| " + first + " |"))
                .map(line -> List.of(line.split(" *\\| *")))
                .findFirst()
                .orElseThrow();
    }
}
