package org.duehsm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.List;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.ScriptedTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No command says that it is done when what it printed got lost. */
@EnabledOnOs(OS.LINUX)
class OutputTest extends VirtualDueTest {

    private static final String FULL = "/dev/full";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mac lost",
                "mac lost --base64",
                "random 24",
                "random 24 --base64",
                "random 5000",
                "random 24 --raw",
                "keys",
                "keys --json",
                "info",
                "info --json",
                "bench --seconds 0.001 --json",
                "doctor",
                "doctor --json",
                "board-check identity",
                "import other --stdin --algorithm HmacSHA1",
                "generate born --algorithm HmacSHA256",
                "delete lost --yes"
            })
    void saysThatTheDiskIsFull(String command) throws IOException {
        ScriptedTerminal key = new ScriptedTerminal("Jefe".getBytes(UTF_8));
        run(key, "import", "lost", "--stdin", "--replace", "--algorithm=HmacSHA1");
        assertTellsOf("No space left", runOnto(new FileOutputStream(FULL), command + " --port=" + port()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ports", "ports --json", "generate-completion", "--help", "--version", "keys --help"})
    void saysSoWithoutADevice(String command) throws IOException {
        assertTellsOf("No space left", runOnto(new FileOutputStream(FULL), command));
    }

    /** Rather than to run on where, or whether, nobody knows. */
    @ParameterizedTest
    @ValueSource(strings = {"virtual", "serve --listen-port=0 --port=tcp://127.0.0.1:1"})
    void endsWhatNobodyKnowsOf(String command) throws IOException {
        assertTellsOf("No space left", runOnto(new FileOutputStream(FULL), command));
        System.clearProperty("duehsm.port");
    }

    @Test
    void tellsTheCommandsOwnErrorRather() throws IOException {
        Run run = runOnto(new FileOutputStream(FULL), "mac nobody --port=" + port());
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("nobody").doesNotContain("No space left");
    }

    /** As after {@code | head -1}: the command ends, long before it would be through, and does not complain. */
    @ParameterizedTest
    @ValueSource(strings = {"", " --base64", " --raw"})
    void endsSilentlyWhenNobodyReads(String form) throws IOException {
        Pipe pipe = Pipe.open();
        pipe.source().close();
        try (OutputStream sink = Channels.newOutputStream(pipe.sink())) {
            Run run = runOnto(sink, "random 1000000000000" + form + " --port=" + port());
            assertThat(run).isEqualTo(new Run(ExitCode.FAILED, "", ""));
        }
    }

    @Test
    void looksAtTheStandardOutputOfItsProcess() throws IOException, InterruptedException {
        Process command = CommandProcess.of(List.of(), "--version")
                .redirectOutput(new File(FULL))
                .start();
        assertThat(new String(command.getErrorStream().readAllBytes(), UTF_8)).contains("No space left");
        assertThat(command.waitFor()).isEqualTo(ExitCode.FAILED);
    }

    private static Run runOnto(OutputStream out, String command) throws IOException {
        try (out) {
            List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
            return Run.on(new ScriptedTerminal("Jefe".getBytes(UTF_8), out), arguments.toArray(String[]::new));
        }
    }

    private static void assertTellsOf(String reason, Run run) {
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err().lines())
                .last()
                .asString()
                .startsWith("due-hsm: standard output: ")
                .contains(reason, "is lost");
    }
}
