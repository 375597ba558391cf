package org.duehsm.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.security.InvalidKeyException;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessKeyTest {

    private static final URI DAEMON = URI.create("http://127.0.0.1:8086/sign/aws");

    @Test
    void refusesAtOnceAKeyThatNobodyTakes() {
        assertThatThrownBy(() -> AccessKey.of("AKIA", new Keys.Handle("HmacSHA1")))
                .isInstanceOf(InvalidKeyException.class);
    }

    @Test
    void refusesAKeyForSomethingElse() {
        assertThatThrownBy(() -> AccessKey.of("AKIA", new SecretKeySpec(new byte[16], "AES")))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContainingAll("AES", "AKIA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AKIA\ud800"})
    void refusesWhatIsNoId(String id) {
        assertThatThrownBy(() -> AccessKey.of(id, new SecretKeySpec(new byte[16], "HmacSHA1")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AccessKey.ofDaemon(id, DAEMON, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Nor says java.net.http in its own error, where the token would stand. */
    @ParameterizedTest
    @ValueSource(strings = {"to\nken", "to ken", "töken", "to\ud800ken", ""})
    void refusesATokenThatNoHeaderCanHaveAndDoesNotTellIt(String token) {
        assertThatThrownBy(() -> AccessKey.ofDaemon("AKIA", DAEMON, Optional.of(token)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(DAEMON.toString())
                .hasMessageMatching("the token for \\S+ is not printable ASCII without spaces");
    }

    @Test
    void tellsNothingOfTheSecret() throws Exception {
        assertThat(Keys.example("HmacSHA1")).hasToString("AccessKey[" + Keys.ID + "]");
    }

    @Test
    void aDaemonSignsByTwoAlgorithms() {
        assertThat(AccessKey.ofDaemon("AKIA", DAEMON, Optional.empty()).algorithm())
                .isEqualTo("HmacSHA1");
        assertThat(AccessKey.ofDaemon("AKIA", "AWS4-HMAC-SHA256", DAEMON, Optional.empty())
                        .algorithm())
                .isEqualTo("AWS4-HMAC-SHA256");
        assertThatThrownBy(() -> AccessKey.ofDaemon("AKIA", "HmacSHA256", DAEMON, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HmacSHA256");
    }
}
