package org.duehsm.cli.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.duehsm.cli.Run;
import org.duehsm.cli.VirtualDueTest;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.ScriptedTerminal;
import org.junit.jupiter.api.Test;

/** On the virtual Due, which the command is used with where there is no board; inside the JVM it is no faster. */
class DeviceCommandsTest extends VirtualDueTest {

    @Test
    void showsTheDevice() {
        assertThat(run("info").out())
                .containsPattern("(?m)^board +virtual Due")
                .containsPattern("(?m)^firmware +\\d+\\.\\d+\\.\\d+")
                .containsPattern("(?m)^unique id +[0-9a-f]{32}")
                .containsPattern("(?m)^sealed +no")
                .containsPattern("(?m)^self test +passed")
                .containsPattern("(?m)^free slots +\\d+");
        assertThat(run("info", "--json").out()).startsWith("{").contains("\"sealed\": false", "\"counters\": {");
    }

    @Test
    void printsRandomBytes() {
        assertThat(run("random", "100").out()).matches("[0-9a-f]{200}\\R");
        assertThat(run("random", "5000", "--base64").out().strip())
                .hasSize(6668)
                .endsWith("=");
        ScriptedTerminal terminal = new ScriptedTerminal(new byte[0]);
        assertThat(run(terminal, "random", "--raw", "1000").out()).isEmpty();
        assertThat(terminal.written()).hasSize(1000).isNotEqualTo(new byte[1000]);
        assertThat(run("random", "0").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void tellsAnUnavailableDeviceFromOtherErrors() throws IOException {
        int closed;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = server.getLocalPort();
        }
        String port = "tcp://127.0.0.1:" + closed;
        Run info = Run.of("info", "--port", port);
        assertThat(info.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(info.err().lines())
                .singleElement()
                .asString()
                .startsWith("due-hsm: ")
                .contains(port);
        Run doctor = Run.of("doctor", "--port", port);
        assertThat(doctor.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(doctor.out()).containsPattern("(?m)^wrong +Device");
    }

    @Test
    void refusesTheBaudRateThatWipesABoard() {
        Run info = Run.of("info", "--port", "/dev/ttyACM0", "--baud", "1200");
        assertThat(info.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(info.err()).contains("1200");
        System.clearProperty("duehsm.baud");
    }

    @Test
    void listsPortsWithoutOpeningThem() {
        assertThat(Run.of("ports").exitCode()).isZero();
        assertThat(Run.of("ports", "--json").out()).startsWith("[");
    }
}
