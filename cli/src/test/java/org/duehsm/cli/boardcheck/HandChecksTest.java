package org.duehsm.cli.boardcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.duehsm.cli.Run;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.ScriptedTerminal;
import org.duehsm.firmware.JvmDue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks that hands take part in, on a device inside the JVM, whose cable these tests pull in no time. */
class HandChecksTest {

    private static final String TIMEOUT = "--timeout=100"; // nothing is busy here: what is away is away

    @TempDir
    private Path folder;

    private JvmDue due;

    @BeforeEach
    void connect() {
        try {
            due = JvmDue.onFile(folder.resolve("flash.bin"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void disconnect() {
        due.close();
        System.clearProperty("duehsm.timeout");
    }

    private void unplug() {
        due.cutPower();
    }

    private void plugIn() {
        due.powerOn();
    }

    /** A new board at the same port. */
    private void plugInAnother() {
        due.close();
        try {
            Files.delete(folder.resolve("flash.bin"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connect();
    }

    /** Runs a check with a person who does to the board what the prompt says, and answers it. */
    private Run check(UnaryOperator<String> person, String... arguments) {
        List<String> all = new ArrayList<>(List.of("board-check", "--port=" + due.port(), TIMEOUT));
        all.addAll(List.of(arguments));
        ScriptedTerminal terminal = new ScriptedTerminal(new byte[0]) {
            @Override
            public String ask(String prompt) {
                return person.apply(prompt);
            }
        };
        return Run.of(terminal, all.toArray(String[]::new));
    }

    @Test
    void findsEveryKeyAfterPowerCuts() {
        Run run = check(
                prompt -> {
                    if (prompt.startsWith("Plug it in")) {
                        unplug();
                        plugIn();
                    } else {
                        new Thread(due::cutPower).start();
                    }
                    return "";
                },
                "power-cut",
                "--cuts=3");
        assertThat(run.out())
                .matches("board-check power-cut pass \\S+ \\S+ port=virtual cuts=3 old=\\d+ new=\\d+ bad_pages=0\\R");
        assertThat(Run.of("keys", "--port=" + due.port(), TIMEOUT).out()).doesNotContain("board-check");
    }

    @Test
    void missesAKeyAfterAPowerCut() {
        Run run = check(
                prompt -> {
                    if (prompt.startsWith("Plug it in")) {
                        unplug();
                        plugInAnother();
                    } else {
                        new Thread(due::cutPower).start();
                    }
                    return "";
                },
                "power-cut");
        assertThat(run.out()).contains("power-cut fail").contains("cuts=1 lost=1");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void seesTheJumperSilenceTheBoard() {
        UnaryOperator<String> person = prompt -> {
            if (prompt.startsWith("Unplug the board")) {
                unplug();
            } else if (prompt.startsWith("Unplug it")) {
                plugIn();
            }
            return "y";
        };
        assertThat(check(person, "recovery-jumper").out())
                .contains("recovery-jumper pass")
                .contains("flashes=true silent=true back=true");
        assertThat(check(prompt -> "y", "recovery-jumper").out())
                .as("a board that goes on answering")
                .contains("recovery-jumper fail")
                .contains("silent=false");
    }

    @Test
    void tellsAnIgnoredTouchFromAReset() {
        UnaryOperator<String> reset = prompt -> {
            if (prompt.contains("native port")) {
                unplug();
                plugIn();
            }
            return "";
        };
        assertThat(check(reset, "touch").out()).contains("touch fail").contains("native=NOTICED");
        assertThat(check(prompt -> "", "touch").out())
                .contains("touch unclear")
                .contains("native=ignored programming=untried");
        assertThat(Run.of("keys", "--port=" + due.port(), TIMEOUT).out()).doesNotContain("board-check");
    }

    @Test
    void looksIntoAWipedBoardsMemory() throws IOException {
        try (PlayedRom rom = new PlayedRom()) {
            assertThat(check(prompt -> "y", "touch", "--sam-ba=" + rom.port()).out())
                    .contains("touch pass")
                    .contains("native=ignored programming=wiped");
            assertThat(check(prompt -> "", "sram", "--sam-ba=" + rom.port()).out())
                    .contains("sram unclear")
                    .contains("found=0 of=2048");
        }
    }

    @Test
    void sealsAndLooksWhatTheSealKeeps() {
        assertThat(check(prompt -> "", "touch-sealed").out()).contains("touch-sealed skip");
        assertThat(check(prompt -> "", "seal").out()).contains("seal skip").contains("recovery-jumper comes first");
        assertThat(check(prompt -> "y", "seal").out()).contains("seal skip").contains("another id");
        UnaryOperator<String> person = prompt -> {
            if (prompt.startsWith("Unplug")) {
                unplug();
                plugIn();
            }
            return prompt.startsWith("Type") ? prompt.split("[ ,]+")[4] : "y";
        };
        assertThat(check(person, "seal").out())
                .contains("seal pass")
                .contains("sealed=true mac=right changes=refused cycles=none");
        assertThat(check(prompt -> "", "touch-sealed").out())
                .contains("touch-sealed pass")
                .contains("native=kept programming=kept erase=kept erase_in_reset=kept");
        UnaryOperator<String> wiped = prompt -> {
            if (prompt.contains("press ERASE for")) {
                unplug();
                plugInAnother();
            }
            return "";
        };
        assertThat(check(wiped, "touch-sealed").out())
                .contains("touch-sealed fail")
                .contains("programming=kept erase=wiped erase_in_reset=untried");
    }
}
