package org.duehsm.port;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostAndPortTest {

    @ParameterizedTest
    @CsvSource({
        "LocalHost:07000, localhost, 7000",
        "my_host.example:65535, my_host.example, 65535",
        "[::1]:1, 0:0:0:0:0:0:0:1, 1",
        "[::ffff:127.0.0.1]:1, 127.0.0.1, 1",
        "[::1%]:1, ::1%, 1",
    })
    void hasAHostWithoutBracketsAndAPort(String text, String host, int port) {
        assertThat(HostAndPort.parse(text)).contains(new HostAndPort(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":1", "a", "a:", "a:0", "a:65536", "a:000001", "a:+1", "a:1/", "a b:1", "a\0b:1"})
    void wantsBoth(String text) {
        assertThat(HostAndPort.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1:1", "[::1:1", "[a]:1", "[127.0.0.1]:1", "[:: 1]:1", "user@a:1", "a?b:1", "a#b:1"})
    void takesNothingElseForAHost(String text) {
        assertThat(HostAndPort.parse(text)).isEmpty();
    }
}
