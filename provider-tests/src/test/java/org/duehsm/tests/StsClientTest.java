package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.security.ProviderException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.duehsm.aws.AccessKey;
import org.duehsm.aws.AwsAnswerException;
import org.duehsm.aws.AwsErrorException;
import org.duehsm.aws.StsClient;
import org.duehsm.aws.TemporaryCredentialsRequest;
import org.duehsm.client.Algorithm;
import org.duehsm.client.KeyLimits;
import org.duehsm.provider.DueHsmKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Temporary credentials for what the device signs, of a server that checks it. A device is all they need. */
class StsClientTest {

    private static final String ID = "AKIASTS";
    private static final byte[] SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".getBytes(UTF_8);
    private static final String ROLE = "arn:aws:iam::123456789012:role/a/deploy";
    private static final String MFA = "arn:aws:iam::123456789012:mfa/ann";

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    private LoopbackSts sts;

    @BeforeAll
    static void importKeys() throws Exception {
        DUE.importKey(Algorithm.AWS4_HMAC_SHA256, ID, SECRET);
    }

    @BeforeEach
    void start() throws Exception {
        sts = new LoopbackSts(ID, SECRET);
    }

    @AfterEach
    void stop() {
        sts.close();
    }

    private StsClient client(String id) throws Exception {
        return client(id, sts.uri());
    }

    private static StsClient client(String id, URI endpoint) throws Exception {
        DueHsmKey key = DueHsmKey.of(id).withAlgorithm("AWS4-HMAC-SHA256");
        return new StsClient(
                endpoint,
                LoopbackSts.REGION,
                AccessKey.of(id, key, DUE.provider()),
                Clock.systemUTC(),
                Duration.ofSeconds(20));
    }

    @Test
    void credentialsOfTheUser() throws Exception {
        assertThat(client(ID).credentials(TemporaryCredentialsRequest.getSessionToken()))
                .isEqualTo(sts.made().get(0));
        client(ID)
                .credentials(TemporaryCredentialsRequest.getSessionToken()
                        .withDuration(Duration.ofHours(36))
                        .withMfa(MFA, "012345"));
        assertThat(sts.requests())
                .containsExactly(
                        Map.of("Action", "GetSessionToken", "Version", "2011-06-15"),
                        Map.of(
                                "Action",
                                "GetSessionToken",
                                "Version",
                                "2011-06-15",
                                "DurationSeconds",
                                "129600",
                                "SerialNumber",
                                MFA,
                                "TokenCode",
                                "012345"));
    }

    @Test
    void credentialsOfARole() throws Exception {
        TemporaryCredentialsRequest request = TemporaryCredentialsRequest.assumeRole(ROLE, "ann@home")
                .withDuration(Duration.ofMinutes(15))
                .with("ExternalId", "a b&c");
        assertThat(client(ID).credentials(request)).isEqualTo(sts.made().get(0));
        assertThat(sts.requests())
                .containsExactly(Map.of(
                        "Action",
                        "AssumeRole",
                        "Version",
                        "2011-06-15",
                        "RoleArn",
                        ROLE,
                        "RoleSessionName",
                        "ann@home",
                        "DurationSeconds",
                        "900",
                        "ExternalId",
                        "a b&c"));
    }

    @Test
    void aWrongSecretGetsNone() throws Exception {
        DUE.importKey(Algorithm.AWS4_HMAC_SHA256, "AKIAOTHER", SECRET);
        try (LoopbackSts other = new LoopbackSts(ID, "another".getBytes(UTF_8))) {
            assertRefused(client(ID, other.uri()), "SignatureDoesNotMatch");
            assertRefused(client("AKIAOTHER", other.uri()), "InvalidClientTokenId");
            assertThat(other.made()).isEmpty();
        }
    }

    private static void assertRefused(StsClient client, String code) {
        assertThatThrownBy(() -> client.credentials(TemporaryCredentialsRequest.getSessionToken()))
                .isInstanceOfSatisfying(AwsErrorException.class, e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.status()).isEqualTo(403);
                });
    }

    /** The device keeps a key's limits; nothing is sent. */
    @Test
    void aKeyForAnotherServiceSignsNoRequestToSts() throws Exception {
        KeyLimits limits = KeyLimits.of(List.of(), List.of("s3"));
        DUE.client().importKey("AKIAS3", Algorithm.AWS4_HMAC_SHA256, SECRET.clone(), limits, true);
        assertThatThrownBy(() -> client("AKIAS3").credentials(TemporaryCredentialsRequest.getSessionToken()))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("limited to")
                .hasMessageContaining("/sts/");
        assertThat(sts.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<GetSessionTokenResponse/>",
                "<AssumeRoleResponse/>",
                "<GetSessionTokenResponse><GetSessionTokenResult><Credentials><AccessKeyId>A</AccessKeyId>"
                        + "<SecretAccessKey>hush</SecretAccessKey></Credentials></GetSessionTokenResult></GetSessionTokenResponse>",
                "<GetSessionTokenResponse><GetSessionTokenResult><Credentials><AccessKeyId>A</AccessKeyId>"
                        + "<SecretAccessKey>hush</SecretAccessKey><SessionToken>hush</SessionToken>"
                        + "<Expiration>soon</Expiration></Credentials></GetSessionTokenResult></GetSessionTokenResponse>",
                "<GetSessionTokenResponse><GetSessionTokenResult><Credentials><AccessKeyId>A</AccessKeyId>"
                        + "<SecretAccessKey>hush\"</SecretAccessKey><SessionToken>hush</SessionToken>"
                        + "<Expiration>2026-11-30T00:00:00Z</Expiration></Credentials></GetSessionTokenResult>"
                        + "</GetSessionTokenResponse>",
                "hush"
            })
    void answersThatAreNone(String answer) throws Exception {
        sts.answerAlways(answer);
        assertThatThrownBy(() -> client(ID).credentials(TemporaryCredentialsRequest.getSessionToken()))
                .isInstanceOf(AwsAnswerException.class)
                .hasMessageContaining(sts.uri().toString())
                .hasMessageNotContaining("hush");
    }
}
