package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.Provider;
import java.time.Clock;
import java.time.Duration;
import org.duehsm.aws.AccessKey;
import org.duehsm.aws.StsClient;
import org.duehsm.aws.TemporaryCredentialsRequest;
import org.duehsm.client.Algorithm;
import org.duehsm.credentials.CredentialsServer;
import org.duehsm.credentials.SharedCredentials;
import org.duehsm.provider.DueHsmKey;
import org.duehsm.rules.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the endpoint for credentials answers where there are none: what SDKs show. A device is all it needs. */
class CredentialsEndpointTest {

    private static final String ID = "AKIAENDPOINT";
    private static final byte[] SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".getBytes(UTF_8);
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    private static HttpResponse<String> ask(LoopbackSts sts, String keyId, Provider device) throws Exception {
        DueHsmKey handle = DueHsmKey.of(keyId).withAlgorithm("AWS4-HMAC-SHA256");
        AccessKey key = AccessKey.of(keyId, handle, device);
        StsClient client = new StsClient(sts.uri(), LoopbackSts.REGION, key, Clock.systemUTC(), Duration.ofSeconds(20));
        TemporaryCredentialsRequest request = TemporaryCredentialsRequest.getSessionToken();
        try (SharedCredentials credentials = new SharedCredentials(
                        () -> client.credentials(request), Duration.ofMinutes(15), Clock.systemUTC(), line -> {});
                CredentialsServer server = new CredentialsServer(credentials, Token.of(TOKEN, "the token"))) {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(server.uri())
                                    .header("Authorization", TOKEN)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void tellsWhatStsAndTheDeviceSay() throws Exception {
        DUE.importKey(Algorithm.AWS4_HMAC_SHA256, ID, SECRET);
        try (LoopbackSts sts = new LoopbackSts(ID, SECRET);
                LoopbackSts other = new LoopbackSts(ID, "another".getBytes(UTF_8))) {
            assertThat(ask(sts, ID, DUE.provider()).body())
                    .contains("\"Token\":\"" + sts.made().get(0).sessionToken() + "\"");
            assertError(ask(other, ID, DUE.provider()), 403, "SignatureDoesNotMatch", "Refused by the loopback STS");
            assertError(
                    ask(sts, "AKIANONE", DUE.provider()),
                    502,
                    "NoCredentials",
                    "key 'AKIANONE': the device has no such key");
        }
    }

    @Test
    void asksToComeAgainForADeviceThatIsAway() throws Exception {
        try (LoopbackSts sts = new LoopbackSts(ID, SECRET)) {
            Provider absent = Due.provider("/dev/duehsm-absent");
            assertError(ask(sts, ID, absent), 503, "DeviceUnavailable", "/dev/duehsm-absent");
            assertThat(sts.requests()).isEmpty();
        }
    }

    private static void assertError(HttpResponse<String> answer, int status, String code, String words) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body())
                .startsWith("{\"code\":\"" + code + "\",\"message\":\"")
                .contains(words);
    }
}
