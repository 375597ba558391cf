package org.duehsm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoardModelTest {

    @Test
    void itsCyclesAreThoseOfTheFirmwaresModel() throws IOException {
        List<String> row = Files.readAllLines(Path.of("../firmware/BENCHMARKS.md")).stream()
                .filter(line -> line.startsWith("| sha1_cortexm3.S |"))
                .map(line -> List.of(line.split(" *\\| *")))
                .findFirst()
                .orElseThrow();
        assertThat(BoardModel.BLOCK_CYCLES).isEqualTo(Double.parseDouble(row.get(4)));
        assertThat(18 * BoardModel.BLOCK_CYCLES + BoardModel.HMAC_CYCLES).isEqualTo(Double.parseDouble(row.get(7)));
    }

    @Test
    void aShortMessageIsOneFrame() {
        // PROTOCOL.md: header 8, key field 24, message 16, check 4, one byte of COBS, delimiter.
        assertThat(BoardModel.of(16).wireBytes()).isEqualTo(54);
        assertThat(BoardModel.of(16).frames()).isEqualTo(1);
        assertThat(BoardModel.of(616).frames()).isEqualTo(1);
        assertThat(BoardModel.of(617).frames()).isEqualTo(2);
    }

    @Test
    void theProgrammingPortIsLimitedByItsLine() {
        BoardModel model = BoardModel.of(1 << 20);
        assertThat(model.perSecondOnProgrammingPort() * model.wireBytes()).isCloseTo(25_000, within(1e-6));
        assertThat(model.overhead()).isBetween(0.02, 0.03);
        assertThat(model.perSecondByProcessor()).isGreaterThan(model.perSecondOnProgrammingPort());
    }
}
