package org.duehsm.cli.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.duehsm.cli.Run;
import org.duehsm.cli.ScriptedDevice;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.link.Verb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command at a broker that refuses, as its rules may have it; and where there is none. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class UnixPortCommandsTest {

    private static final int NOT_PERMITTED = 18;
    private static final int BOARD_AWAY = 19;

    @TempDir
    Path directory;

    private static ScriptedDevice refusing(Path place, int status) throws IOException {
        return new ScriptedDevice(place, request -> request.answer(status));
    }

    private static void assertFails(Run run, int exitCode, String... words) {
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.err().lines()).singleElement().asString().contains(words);
    }

    @Test
    void whatTheBrokerDoesNotPermitHasAnExitCodeOfItsOwn() throws IOException {
        Path socket = directory.resolve("socket");
        Path message = Files.createFile(directory.resolve("message"));
        String port = "unix:" + socket;
        try (ScriptedDevice broker = refusing(socket, NOT_PERMITTED)) {
            Run mac = Run.of("mac", "a key", message.toString(), "--port", port);
            assertFails(mac, ExitCode.NOT_PERMITTED, port, "key \"a key\"", "due-hsm serve --rules");
            assertFails(Run.of("keys", "--port", port), ExitCode.NOT_PERMITTED, port);
            assertFails(Run.of("random", "1", "--port", port), ExitCode.NOT_PERMITTED, port);
            assertThat(broker.isOpen()).isTrue();
        }
    }

    /** It may be one of several behind one name. */
    @Test
    void whatMayNotBeChangedIsToBeChangedElsewhere() throws IOException {
        Path socket = directory.resolve("socket");
        String port = "unix:" + socket;
        try (ScriptedDevice broker = new ScriptedDevice(
                socket,
                request -> request.answer(
                        request.code() == Verb.INFO ? 0 : NOT_PERMITTED,
                        request.code() == Verb.INFO ? new byte[10] : new byte[0]))) {
            Run delete = Run.of("delete", "a key", "--yes", "--port", port);
            assertFails(delete, ExitCode.NOT_PERMITTED, port, "key \"a key\"", "due-hsm fleet import --port A,B,C");
            assertThat(broker.isOpen()).isTrue();
        }
    }

    @Test
    void aBrokerWithoutABoardIsADeviceThatIsNotThere() throws IOException {
        Path socket = directory.resolve("socket");
        String port = "unix:" + socket;
        try (ScriptedDevice broker = refusing(socket, BOARD_AWAY)) {
            Run keys = Run.of("keys", "--port", port, "--timeout", "100");
            assertFails(keys, ExitCode.UNAVAILABLE, port, "the broker has no board at present");
            assertThat(broker.isOpen()).isTrue();
        } finally {
            System.clearProperty("duehsm.timeout");
        }
    }

    @Test
    void whereThereIsNoBrokerItSaysHowToStartOne() {
        String missing = directory.resolve("missing").toString();
        assertFails(
                Run.of("info", "--port", "unix:" + missing),
                ExitCode.UNAVAILABLE,
                "unix:" + missing + ": there is no such socket",
                "due-hsm serve --broker " + missing);
        assertFails(
                Run.of("info", "--port", "unix:" + missing + "x".repeat(100)),
                ExitCode.USAGE,
                "option --port",
                "bytes of path");
    }
}
