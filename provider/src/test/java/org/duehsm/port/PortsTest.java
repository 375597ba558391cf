package org.duehsm.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {

    @ParameterizedTest
    @ValueSource(strings = {"tcp://", "tcp://host", "tcp://host:0", "tcp://host:70000", "tcp://a:1/x", "tcp://a b:1"})
    void aMalformedAddressIsNamed(String name) {
        assertThatThrownBy(() -> Ports.open(PortName.parse(name, 115200), 1000))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("tcp://host:port");
    }

    @Test
    void aClosedTcpPortIsNamed() throws IOException {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }
        assertThatThrownBy(() -> Ports.open(PortName.parse("tcp://127.0.0.1:" + port, 115200), 1000))
                .hasMessageContaining("tcp://127.0.0.1:" + port)
                .hasMessageContaining("is the device's program running there?");
    }

    @Test
    void tcpCarriesBytesBothWays() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Port port = Ports.open(PortName.parse("tcp://127.0.0.1:" + server.getLocalPort(), 115200), 1000);
                Socket peer = server.accept()) {
            byte[] buffer = new byte[10];
            assertThat(port.read(buffer)).as("nothing came").isZero();
            port.write(new byte[] {1, 2, 3}, 1, 2);
            assertThat(peer.getInputStream().readNBytes(2)).containsExactly(2, 3);
            peer.getOutputStream().write(7);
            assertThat(port.read(buffer)).isEqualTo(1);
            peer.shutdownOutput();
            assertThatThrownBy(() -> port.read(buffer)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void theBaudRateThatErasesABoardIsRefused() {
        assertThatThrownBy(() -> Ports.open(PortName.parse("/dev/null", 1200), 1000))
                .hasMessageContaining("1200");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void noSuchPortIsSaidToBe() {
        assertThatThrownBy(() -> Ports.open(PortName.parse("/dev/no-such-port", 115200), 1000))
                .hasMessageContaining("/dev/no-such-port: no such port");
    }

    /** The provider alone is on the class path here. */
    @ParameterizedTest
    @ValueSource(strings = {"jvm:", "JVM:", "jvm:/tmp/due.flash", "jvm:\0"})
    void aDeviceInsideTheJvmIsSaidToBeInAnotherJar(String name) {
        assertThatThrownBy(() -> Ports.open(PortName.parse(name, 250_000), 1000))
                .isInstanceOf(IOException.class)
                .hasMessage(PortName.parse(name) + ": a device inside the JVM is in org.duehsm:due-hsm-firmware, which"
                        + " is not on the class path; add it there");
    }

    /** Prints which native libraries of jSerialComm the process has, after listing its ports. */
    static final class ListPorts {
        private ListPorts() {}

        public static void main(String[] args) throws IOException {
            Ports.list();
            try (var maps = Files.lines(Path.of("/proc/self/maps"))) {
                maps.filter(line -> line.contains("jSerialComm"))
                        .map(line -> line.substring(line.indexOf('/')))
                        .distinct()
                        .forEach(System.out::println);
            }
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPlantedLibraryIsNotRun(@TempDir Path temporary) throws Exception {
        Path planted = temporary.resolve("jSerialComm/2.11.4/libjSerialComm.so");
        Files.createDirectories(planted.getParent());
        Files.writeString(planted, "not a library");
        Process process = Program.start(
                "-Djava.io.tmpdir=" + temporary,
                "-Duser.home=" + temporary,
                "-cp",
                Program.classPath(),
                ListPorts.class.getName());
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        String real = temporary.toRealPath().toString();
        assertThat(output.lines().filter(line -> line.startsWith("/")))
                .hasSize(1)
                .allMatch(line -> line.startsWith(real + "/due-hsm-serial-"));
    }
}
