package org.duehsm.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.duehsm.client.ClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortNameTest {

    private static String canonical(String name) {
        return PortName.parse(name).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "com5, COM5",
        "Com12, COM12",
        "\\\\.\\com12, COM12",
        "TCP://LocalHost:4711, tcp://localhost:4711",
        "tcp://a:080, tcp://a:80",
        "TLS://A:080, tls://a:80",
        "tcp://[::1]:80, tcp://[0:0::0:1]:80",
        "tcp://[::ffff:127.0.0.1]:80, tcp://127.0.0.1:80",
        "JVM:, jvm:",
        "Jvm:memory:1, jvm:memory:1"
    })
    void spellingsOfOnePortAreOne(String name, String same) {
        assertThat(canonical(name)).isEqualTo(canonical(same));
        assertThat(ClientConfig.of(name).portName())
                .isEqualTo(ClientConfig.of(same).portName());
    }

    @ParameterizedTest
    @DisabledOnOs(OS.WINDOWS)
    @CsvSource({
        "ttyACM0, /dev/ttyACM0",
        "serial/by-id/x, /dev/serial/by-id/x",
        "//dev/./ttyACM0, /dev/ttyACM0",
        "././due, ./due",
        "jvm:due, jvm:./due",
        "JVM:/tmp/./due, jvm://tmp/due",
    })
    void pathsOfOneDeviceAreOne(String name, String same) {
        assertThat(canonical(name)).isEqualTo(canonical(same));
    }

    @ParameterizedTest
    @DisabledOnOs(OS.WINDOWS)
    @ValueSource(strings = {"./due", "../due", "~/due"})
    void aPathMayStartElsewhereThanInDev(String name) {
        assertThat(canonical(name))
                .endsWith("/due")
                .startsWith(
                        name.startsWith("~")
                                ? System.getProperty("user.home")
                                : Path.of("").toAbsolutePath().toString());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theFileOfADeviceInsideTheJvmIsFromTheCurrentDirectory() {
        assertThat(canonical("jvm:due")).isEqualTo("jvm:" + Path.of("due").toAbsolutePath());
        assertThat(canonical("jvm:ttyACM0")).isNotEqualTo(canonical("ttyACM0"));
        assertThat(canonical("jvm:Due")).isNotEqualTo(canonical("jvm:due"));
        assertThat(canonical("jvm:./memory:1")).isNotEqualTo("jvm:memory:1");
    }

    @Test
    void namesOfOnePortAreEqualWhateverTheirSettings() {
        assertThat(PortName.parse("com5", 9600))
                .isEqualTo(PortName.parse("COM5", 115200))
                .hasSameHashCodeAs(PortName.parse("COM5", 115200))
                .isNotEqualTo(PortName.parse("COM6", 9600));
        assertThat(PortName.parse("auto", 9600)).isEqualTo(PortName.parse("auto", 115200));
        assertThat(PortName.parse(
                        "tls://a:1",
                        9600,
                        new TlsFiles(Optional.of(Path.of("ca")), Optional.empty(), Optional.empty())))
                .isEqualTo(PortName.parse("tls://a:1"))
                .isNotEqualTo(PortName.parse("tcp://a:1"));
    }

    @Test
    void aKindHasTheSettingsThatOnlyItHas() {
        assertThat(PortName.parse("auto", 9600))
                .isInstanceOfSatisfying(
                        PortName.Auto.class, auto -> assertThat(auto.baud()).isEqualTo(9600));
        assertThat(PortName.parse("COM5", 9600))
                .isInstanceOfSatisfying(
                        PortName.Serial.class,
                        serial -> assertThat(serial.baud()).isEqualTo(9600));
        assertThat(PortName.parse("tcp://a:1")).isInstanceOf(PortName.Tcp.class);
        assertThat(PortName.parse("tls://a:1")).isInstanceOf(PortName.Tls.class);
        assertThat(PortName.parse("jvm:")).isInstanceOf(PortName.Jvm.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "tcp:", "TCP://a", "tcp:a:1", "tcp://a:1/"})
    void whatIsNoNameIsRefused(String text) {
        assertThat(PortName.parse(text))
                .isInstanceOfSatisfying(
                        PortName.Malformed.class,
                        name -> assertThatThrownBy(() -> Ports.open(name, 1000))
                                .isInstanceOf(IOException.class)
                                .hasMessage(name.problem())
                                .hasMessageContaining("tcp://host:port"));
        assertThatThrownBy(() -> ClientConfig.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    /** What they lead to may change while a client lives. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void symbolicLinksAndTheirSurroundingsAreNotResolved(@TempDir Path directory) throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("/dev/null"));
        assertThat(canonical(link.toString())).isEqualTo(link.toString());
        assertThat(canonical(directory + "/link/../x")).isNotEqualTo(canonical(directory + "/x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "tcp://nobody:0", "tcp://", "COM", "\0", "jvm:", "jvm:\0"})
    void otherNamesStayWhatTheyAre(String name) {
        assertThat(canonical(name)).endsWith(name);
    }

    @Test
    void aNameThatIsNoPathIsNoPort() {
        assertThatThrownBy(() -> Ports.open(PortName.parse("/dev/\0"), 1000))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no such port");
    }
}
