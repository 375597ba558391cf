package org.duehsm.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemporaryCredentialsTest {

    private static final String ROLE = "arn:aws:iam::123456789012:role/deploy";
    private static final String MFA = "arn:aws:iam::123456789012:mfa/ann";

    @Test
    void showNoSecret() {
        Instant end = Instant.parse("2026-11-30T04:00:00Z");
        assertThat(new TemporaryCredentials("ASIA", "hush", "hush", end))
                .hasToString("TemporaryCredentials[ASIA, until 2026-11-30T04:00:00Z]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"", "a\\", "a\n", "é", "\u007f"})
    void needNoEscapes(String text) {
        Instant end = Instant.EPOCH;
        assertNone(() -> new TemporaryCredentials(text, "s", "t", end), "access key id");
        assertNone(() -> new TemporaryCredentials("i", text, "t", end), "secret access key");
        assertNone(() -> new TemporaryCredentials("i", "s", text, end), "session token");
    }

    @Test
    void areGoodForATimeThatStsGives() {
        TemporaryCredentialsRequest user = TemporaryCredentialsRequest.getSessionToken();
        TemporaryCredentialsRequest role = TemporaryCredentialsRequest.assumeRole(ROLE, "ann");
        assertThat(user.withDuration(Duration.ofHours(36)).parameters()).containsEntry("DurationSeconds", "129600");
        assertThat(role.withDuration(Duration.ofHours(12)).parameters()).containsEntry("DurationSeconds", "43200");
        assertNone(() -> user.withDuration(Duration.ofSeconds(899)), "by GetSessionToken are good for 900 to 129600 s");
        assertNone(() -> user.withDuration(Duration.ofSeconds(129601)), "not for 129601");
        assertNone(() -> role.withDuration(Duration.ofSeconds(43201)), "by AssumeRole are good for 900 to 43200 s");
    }

    @Test
    void areForNamesThatStsTakes() {
        assertNone(() -> TemporaryCredentialsRequest.assumeRole("deploy", "ann"), "a role is named by its ARN");
        assertNone(() -> TemporaryCredentialsRequest.assumeRole(ROLE, "ann smith"), "the name of a session");
        TemporaryCredentialsRequest user = TemporaryCredentialsRequest.getSessionToken();
        assertNone(() -> user.withMfa("ann's phone", "012345"), "an MFA device is named by its ARN");
        for (String code : new String[] {"12345", "1234567", "12345a", "１２３４５６"}) {
            assertThatThrownBy(() -> user.withMfa(MFA, code))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("six digits")
                    .hasMessageNotContaining(code);
        }
    }

    @Test
    void areAskedForWhereNobodyReadsAlong() throws Exception {
        for (String good : new String[] {
            "https://sts.example.com/",
            "http://127.0.0.1:5000",
            "http://127.9.9.9",
            "http://[::1]:80/",
            "HTTP://Localhost/"
        }) {
            assertThat(StsClient.requireSecret(URI.create(good))).hasToString(good);
        }
        AccessKey key = AccessKey.of("AKIA", new SecretKeySpec(new byte[40], "AWS4-HMAC-SHA256"));
        for (String wrong : new String[] {
            "http://sts.amazonaws.com/",
            "http://127.0.0.1.example.com/",
            "http://localhost.example.com",
            "http://10.0.0.1"
        }) {
            assertNone(
                    () -> new StsClient(
                            URI.create(wrong), "us-east-1", key, Clock.systemUTC(), StsClient.DEFAULT_TIMEOUT),
                    "it is https://, but on loopback");
        }
    }

    private static void assertNone(ThrowingCallable made, String message) {
        assertThatThrownBy(made).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
