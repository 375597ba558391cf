package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import org.duehsm.aws.AccessKey;
import org.duehsm.aws.QuerySigner;
import org.duehsm.provider.DueHsmKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What was wrong with the original's client: a test for each defect, of what it did and of what we do. Inside the
 * JVM: a device is all they need.
 */
class OriginalClientDefectsTest {

    private static final String ID = "AKIAIOSFODNN7EXAMPLE";
    private static final byte[] SECRET = "the secret of the loopback EC2".getBytes(UTF_8);

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    private static LoopbackEc2 ec2;

    @BeforeAll
    static void start() throws Exception {
        ec2 = new LoopbackEc2(ID, SECRET);
        DUE.importKey(ID, SECRET);
    }

    @AfterAll
    static void stop() {
        ec2.close();
    }

    /** It signed a slash as it is, and sent it encoded. */
    @Test
    void slashesAreEncodedWrongly() throws Exception {
        assertThat(sendAsTheOriginal("a/b", "a/b")).isEqualTo(403);
        assertThat(send("a/b")).isEqualTo(200);
    }

    /** It encoded a tilde, which is unreserved. */
    @Test
    void tildesAreEncodedWrongly() throws Exception {
        assertThat(sendAsTheOriginal("a~b", "a%7Eb")).isEqualTo(403);
        assertThat(send("a~b")).isEqualTo(200);
    }

    /** So that it is the encoding that the two above are refused for. */
    @Test
    void othersAreEncodedRightly() throws Exception {
        assertThat(sendAsTheOriginal("a b", "a%20b")).isEqualTo(200);
        assertThat(send("a b")).isEqualTo(200);
    }

    private static int send(String name) throws Exception {
        QuerySigner signer = new QuerySigner(AccessKey.of(ID, DueHsmKey.of(ID), DUE.provider()), Clock.systemUTC());
        return status(signer.sign(
                ec2.uri(), Map.of("Action", "DescribeInstances", "Filter.1.Name", name, "Version", "2012-12-01")));
    }

    /* Its parameters, in order; the value signed by urllib.quote, and sent by urllib.urlencode. */
    private static int sendAsTheOriginal(String name, String quoted) throws Exception {
        String expires =
                Instant.now().plusSeconds(30).truncatedTo(ChronoUnit.SECONDS).toString();
        String start = "AWSAccessKeyId=" + ID + "&Action=DescribeInstances&Expires=" + expires.replace(":", "%3A")
                + "&Filter.1.Name=";
        String end = "&SignatureMethod=HmacSHA1&SignatureVersion=2&Version=2012-12-01";
        String message = "GET\n" + ec2.uri().getAuthority() + "\n/\n" + start + quoted + end;
        String signature = Base64.getEncoder().encodeToString(DUE.mac(ID).doFinal(message.getBytes(UTF_8)));
        String query =
                start + URLEncoder.encode(name, UTF_8) + end + "&Signature=" + URLEncoder.encode(signature, UTF_8);
        return status(URI.create(ec2.uri() + "?" + query));
    }

    private static int status(URI uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
