package org.duehsm.cli.boardcheck;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.duehsm.cli.Run;
import org.duehsm.cli.terminal.ScriptedTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The checks that read a chip through its boot ROM. */
class SamBaTest {

    private static final int LAST_WORD_OF_BANK_1 = 0xFFFFC;
    private static final int GPNVM_COMMAND = 0x400E0A04;
    private static final int GPNVM_RESULT = 0x400E0A0C;

    private PlayedRom rom;

    @BeforeEach
    void start() throws IOException {
        rom = new PlayedRom();
    }

    @AfterEach
    void stop() throws IOException {
        rom.close();
    }

    private Run check(String name) {
        return Run.of(new ScriptedTerminal(new byte[0], ""), "board-check", name, "--sam-ba=" + rom.port());
    }

    @Test
    void readsAWipedChip() {
        assertThat(check("recover").out())
                .matches("board-check recover pass firmware=none id=unknown port=native"
                        + " bank1=blank security=clear\\R");
        assertThat(rom.memory()).containsEntry(GPNVM_COMMAND, 0x5A00000D);
    }

    @Test
    void findsWhatIsLeftOfKeys() {
        rom.memory().put(LAST_WORD_OF_BANK_1, 0x12345678);
        assertThat(check("recover").out()).contains("recover fail").contains("bank1=WRITTEN security=clear");
        assertThat(check("sam-ba-sealed").out()).contains("sam-ba-sealed fail").contains("bank1=READ");
    }

    @Test
    void findsTheSecurityBitSet() {
        rom.memory().put(GPNVM_RESULT, 3);
        assertThat(check("recover").out()).contains("recover fail").contains("bank1=blank security=SET");
    }

    @Test
    void passesARomThatRefusesAndNotOneThatIsAway() throws IOException {
        rom.refuse();
        assertThat(check("sam-ba-sealed").out()).contains("sam-ba-sealed pass").contains("bank1=refused");
        assertThat(check("recover").out()).contains("recover fail").contains("error=");
        rom.close();
        assertThat(check("sam-ba-sealed").out()).contains("sam-ba-sealed fail").contains("error=");
    }

    @Test
    void findsPiecesOfAMessageAtAnyAddress() {
        byte[] message = "piece 1.piece 2.piece 3.piece 4.".getBytes(US_ASCII);
        byte[] memory = ("x" + "piece 2.piece 3." + "iece 4.").getBytes(US_ASCII);
        assertThat(HandChecks.marks(message, memory)).isEqualTo(2);
        assertThat(HandChecks.marks(message, new byte[1000])).isZero();
    }
}
