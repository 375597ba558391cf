package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.duehsm.aws.S3Request;
import org.duehsm.aws.S3Signer;
import org.duehsm.provider.DueHsmKey;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The recipes of aws/README.md, run as they stand there with handles, on the examples of those who invented them. */
class AwsRecipesTest {

    @RegisterExtension
    static final Due DUE = Due.onFastTransport();

    @TempDir
    private Path folder;

    @BeforeAll
    static void register() {
        Security.addProvider(DUE.provider());
    }

    @AfterAll
    static void remove() {
        Security.removeProvider("DueHSM");
    }

    @Test
    void theFirstExample() throws Exception {
        byte[] secret = "the secret of the loopback EC2".getBytes(UTF_8);
        DUE.importKey("AKIAIOSFODNN7EXAMPLE", secret);
        try (LoopbackEc2 ec2 = new LoopbackEc2("AKIAIOSFODNN7EXAMPLE", secret)) {
            ec2.add("r-2deb584e", "i-84cdc8e0", "c1.medium", 80, "stopped");
            String statements = AwsReadme.block("`due-hsm-aws`: AWS requests, signed by your Due", "java")
                    .replace("https://ec2.amazonaws.com/", ec2.uri().toString());

            AwsReadme.call(
                    AwsReadme.compiled(
                            folder,
                            "import java.net.URI;\nimport org.duehsm.aws.*;\nimport org.duehsm.provider.DueHsmKey;\n"
                                    + "void run() throws Exception {" + statements + "}"),
                    "run");

            assertThat(ec2.requests()).hasSize(1);
        }
    }

    @Test
    void s3() throws Exception {
        DUE.importKey("AKIAS3", "the secret of S3Proxy".getBytes(UTF_8));
        Path file = Files.writeString(folder.resolve("file"), "the body");
        S3Proxy gateway = S3Proxy.builder()
                .blobStore(new TransientNio2BlobStore())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2, "AKIAS3", "the secret of S3Proxy")
                .build();
        gateway.start();
        try {
            Object recipe = recipe("Ceph RADOS Gateway, OpenStack Swift, and others with S3");
            URI uri = URI.create("http://localhost:" + gateway.getPort());
            S3Signer signer = (S3Signer) AwsReadme.call(recipe, "signer", uri, "AKIAS3");
            send(signer.sign(S3Request.of("PUT", "bucket", ""), HttpRequest.BodyPublishers.noBody()));

            send((HttpRequest) AwsReadme.call(recipe, "upload", signer, "bucket", "a name", file));
            URI link = (URI) AwsReadme.call(recipe, "linkForAnHour", signer, "bucket", "a name");
            HttpResponse<String> got = send(HttpRequest.newBuilder(link).build());

            assertThat(got.body()).isEqualTo("the body");
            assertThat(got.headers().firstValue("x-amz-meta-signed-by")).hasValue("a Due");
        } finally {
            gateway.stop();
        }
    }

    /** Twilio's documentation, "Security": its example of a request and its signature. */
    @Test
    void twilio() throws Exception {
        DUE.importKey("twilio", "12345".getBytes(UTF_8));
        Object recipe = recipe("Twilio webhooks");
        Map<String, String> form = Map.of(
                "CallSid", "CA1234567890ABCDE",
                "Caller", "+12349013030",
                "Digits", "1234",
                "From", "+12349013030",
                "To", "+18005551212");

        assertThat(isFromTwilio(recipe, form, "0/KCTR6DLpKmkAf8muzZqo1nDgQ=")).isEqualTo(true);
        assertThat(isFromTwilio(recipe, form, "0/KCTR6DLpKmkAf8muzZqo1nDgR=")).isEqualTo(false);
        assertThat(isFromTwilio(recipe, form, "no Base64")).isEqualTo(false);
    }

    private static Object isFromTwilio(Object recipe, Map<String, String> form, String signature) throws Exception {
        String url = "https://mycompany.com/myapp.php?foo=1&bar=2";
        return AwsReadme.call(recipe, "isFromTwilio", DueHsmKey.of("twilio"), url, form, signature);
    }

    /** OAuth Core 1.0, appendix A.5: Jane's photos. */
    @Test
    void oauth() throws Exception {
        DUE.importKey("photos", "kd94hf93k423kf44&pfkkdhi9sl3r4s00".getBytes(UTF_8));
        Map<String, String> parameters = new HashMap<>(Map.of("file", "vacation.jpg", "size", "original"));
        parameters.put("oauth_consumer_key", "dpf43f3p2l4k3l03");
        parameters.put("oauth_token", "nnch734d00sl2jdk");
        parameters.put("oauth_signature_method", "HMAC-SHA1");
        parameters.put("oauth_timestamp", "1191242096");
        parameters.put("oauth_nonce", "kllo9940pd9333jh");
        parameters.put("oauth_version", "1.0");

        assertThat(AwsReadme.call(
                        recipe("OAuth 1.0a"),
                        "oauthSignature",
                        DueHsmKey.of("photos"),
                        "GET",
                        "http://photos.example.net/photos",
                        parameters))
                .isEqualTo("tR3+Ty81lMeYAr/Fid0kMTYa/WM=");
    }

    /** RFC 6238, appendix B, the SHA-1 column. */
    @Test
    void totp() throws Exception {
        DUE.importKey("totp", "12345678901234567890".getBytes(UTF_8));
        Object recipe = recipe("TOTP: one-time passwords");
        Map<Long, String> passwords = Map.of(
                59L, "94287082",
                1111111109L, "07081804",
                1111111111L, "14050471",
                1234567890L, "89005924",
                2000000000L, "69279037",
                20000000000L, "65353130");

        for (Map.Entry<Long, String> password : passwords.entrySet()) {
            Instant time = Instant.ofEpochSecond(password.getKey());
            assertThat(AwsReadme.call(recipe, "totp", DueHsmKey.of("totp"), time, 8))
                    .isEqualTo(password.getValue());
        }
    }

    private Object recipe(String heading) throws Exception {
        return AwsReadme.compiled(folder, AwsReadme.block(heading, "java"));
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer;
    }
}
