package org.duehsm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.duehsm.client.Algorithm.AWS4_HMAC_SHA256;
import static org.duehsm.client.Algorithm.HMAC_SHA1;
import static org.duehsm.client.Algorithm.HMAC_SHA256;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.duehsm.client.Algorithm;
import org.junit.jupiter.api.Test;

/** Against the firmware's own model, which traces whole messages. */
class BoardModelTest {

    @Test
    void itsCyclesAreThoseOfTheFirmwaresModel() throws IOException {
        hasCycles(HMAC_SHA1, row("sha1_cortexm3.S"));
        hasCycles(HMAC_SHA256, row("sha256_cortexm3.S"));
        assertThat(row("**link**").get(2)).endsWith(" / " + BoardModel.LINK_CYCLES);
        String[] signing = row("string to sign, signing key").get(6).split(" / ");
        assertThat(BoardModel.SIGNING_CYCLES)
                .isCloseTo(BoardModel.STRING_TO_SIGN * Double.parseDouble(signing[1]), within(1.0));
    }

    private static void hasCycles(Algorithm algorithm, List<String> row) {
        BoardModel.HashCycles hash = BoardModel.HashCycles.of(algorithm);
        assertThat(hash.block()).isEqualTo(number(row, 4));
        assertThat(18 * hash.block() + hash.hmac()).isEqualTo(number(row, 7));
    }

    @Test
    void itMeetsTheTraceOfWholeMessages() throws IOException {
        meets(BoardModel.of(HMAC_SHA1, 1024), row("1 KiB messages"));
        meets(BoardModel.of(HMAC_SHA1, 64), row("64 B messages"));
        meets(BoardModel.of(AWS4_HMAC_SHA256, BoardModel.STRING_TO_SIGN), row("AWS4 signatures, cached"));
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
        assertThat(BoardModel.of(HMAC_SHA1, 16).wireBytes()).isEqualTo(54);
        assertThat(BoardModel.of(HMAC_SHA1, 616).frames()).isEqualTo(1);
        assertThat(BoardModel.of(HMAC_SHA1, 617).frames()).isEqualTo(2);
        assertThat(BoardModel.of(HMAC_SHA1, 1 << 20).overhead()).isBetween(0.02, 0.03);
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
