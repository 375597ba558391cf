package org.duehsm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several ports and sessions in a configuration. */
class ClientConfigTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    @Test
    void portsAreSeparatedByCommas() {
        ClientConfig config = new ClientConfig(" COM1,tcp://a:1 , unix:/b", 9600, TIMEOUT, 1);
        assertThat(config.ofEachPort())
                .containsExactly(
                        new ClientConfig("COM1", 9600, TIMEOUT),
                        new ClientConfig("tcp://a:1", 9600, TIMEOUT),
                        new ClientConfig("unix:/b", 9600, TIMEOUT));
        assertThatThrownBy(config::portName)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("COM1,tcp://a:1 , unix:/b", "several boards", "own port");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"COM1,", ",COM1", "COM1,,COM2", ",", "tcp://a:1,tcp://b", "COM1,com1", "tcp://a:1,TCP://A:01"})
    void eachIsAPortAndNoneIsNamedTwice(String port) {
        assertThat(ClientConfig.isPort(port)).isFalse();
        assertThatThrownBy(() -> ClientConfig.of(port)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://a:1, 0, 1 to 64",
        "tcp://a:1, 65, 1 to 64",
        "'tcp://a:1,tcp://b:1', 33, 33 with each of 2",
        "COM1, 2, 'COM1: connections = 2 is for ports of brokers'",
        "auto, 2, auto: ",
        "jvm:, 2, jvm:: ",
        "'tcp://a:1,COM1', 2, COM1: "
    })
    void moreSessionsAreForThoseWhoHoldThem(String port, int connections, String message) {
        assertThatThrownBy(() -> new ClientConfig(port, 9600, TIMEOUT, connections))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void thereAreUpTo64() {
        assertThat(new ClientConfig("tcp://a:1,unix:/b", 9600, TIMEOUT, 32).ofEachPort())
                .allSatisfy(each -> assertThat(each.connections()).isEqualTo(1));
    }
}
