package org.duehsm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DeviceStatus;
import org.duehsm.client.DeviceStatusException;
import org.duehsm.client.DueHsmClient;
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
    void tellsTheStory() {
        Run demo = run("demo");
        assertThat(demo.err()).isEmpty();
        assertThat(demo.exitCode()).isZero();
        assertThat(demo.out())
                .containsPattern("computed by DueHSM +[0-9a-f]{40}")
                .containsPattern("computed by SunJCE +[0-9a-f]{40}")
                .contains("The same", "key.getEncoded()            null", "not a board's");
        assertThat(run("keys").out()).doesNotContain("demo-");
    }

    @Test
    void measuresBriefly() {
        Run bench = run("bench", "--seconds", "0.01", "--threads", "2", "--json");
        assertThat(bench.exitCode()).isZero();
        assertThat(bench.out()).contains("\"messageBytes\": 1048576", "emulator");
        assertThat(run("keys").out()).doesNotContain("bench-");
    }

    @Test
    void saysThatTheVirtualDueCountsNoCycles() {
        Run bench = run("bench", "--device");
        assertThat(bench.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(bench.err()).contains("no cycle counter");
    }

    @Test
    void asksForNoMoreBlocksThanADeviceMeasures() {
        assertThat(refusal(DeviceCycles.MAX_BLOCKS)).isEqualTo(DeviceStatus.UNSUPPORTED);
        assertThat(refusal(DeviceCycles.MAX_BLOCKS + 1)).isEqualTo(DeviceStatus.MALFORMED);
    }

    /** How a device without a counter refuses: only a well-formed question gets as far as UNSUPPORTED. */
    private static DeviceStatus refusal(int blocks) {
        DueHsmClient client = DueHsmClient.shared(ClientConfig.of(port()));
        return catchThrowableOfType(DeviceStatusException.class, () -> client.measure(DeviceCycles.SHA1_BLOCKS, blocks))
                .status();
    }

    @Test
    void findsNothingWrongWithAVirtualDue() {
        Run doctor = run("doctor");
        assertThat(doctor.out())
                .contains("Nothing is wrong.", "security.provider.", port())
                .containsPattern("(?m)^ok +Device");
        assertThat(doctor.exitCode()).isZero();
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
