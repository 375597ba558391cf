package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duehsm.aws.S3Request;
import org.duehsm.aws.S3Signer;
import org.duehsm.client.Algorithm;
import org.duehsm.provider.DueHsmKey;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The recipes of aws/README.md, run as they stand there with handles, on the examples of those who invented them.
 * Inside the JVM: a device is all they need.
 */
class AwsRecipesTest {

    @RegisterExtension
    static final Due DUE = Due.inJvm().registered();

    private static final String TWILIO_URL = "https://mycompany.com/myapp.php?foo=1&bar=2";

    private static final Page PAGE = new Page("aws/README.md");

    @TempDir
    private static Path folder;

    @Test
    void theFirstExample() throws Exception {
        byte[] secret = "the secret of the loopback EC2".getBytes(UTF_8);
        DUE.importKey(Algorithm.AWS4_HMAC_SHA256, "AKIAIOSFODNN7EXAMPLE", secret);
        try (LoopbackEc2 ec2 = new LoopbackEc2("AKIAIOSFODNN7EXAMPLE", secret, "eu-central-1")) {
            ec2.add("r-2deb584e", "i-84cdc8e0", "c1.medium", 80, "stopped");
            String statements = PAGE.block("`due-hsm-aws`: AWS requests, signed by your Due", "java")
                    .replace(
                            "Ec2Client.endpoint(\"eu-central-1\"), key",
                            "URI.create(\"" + ec2.uri()
                                    + "\"), \"eu-central-1\", key, Clock.systemUTC(), Ec2Client.DEFAULT_TIMEOUT");

            Recipe.of(
                            "import java.net.URI;\nimport java.time.Clock;\nimport org.duehsm.aws.*;\nimport org.duehsm.provider.DueHsmKey;\n"
                                    + "void run() throws Exception {" + statements + "}")
                    .call("run");

            assertThat(ec2.requests()).hasSize(1);
        }
    }

    @Test
    void s3() throws Exception {
        DUE.importKey("AKIAS3", "the secret of S3Proxy".getBytes(UTF_8));
        Path file = Files.writeString(folder.resolve("file"), "the body");
        try (LoopbackS3 gateway = new LoopbackS3(AuthenticationType.AWS_V2, "AKIAS3", "the secret of S3Proxy")) {
            Recipe recipe = PAGE.recipe("Ceph RADOS Gateway, OpenStack Swift, and others with S3");
            S3Signer signer = (S3Signer) recipe.call("signer", gateway.uri(), "AKIAS3");
            send(signer.sign(S3Request.of("PUT", "bucket", ""), HttpRequest.BodyPublishers.noBody()));

            send((HttpRequest) recipe.call("upload", signer, "bucket", "a name", file));
            URI link = (URI) recipe.call("linkForAnHour", signer, "bucket", "a name");
            HttpResponse<String> got = send(HttpRequest.newBuilder(link).build());

            assertThat(got.body()).isEqualTo("the body");
            assertThat(got.headers().firstValue("x-amz-meta-signed-by")).hasValue("a Due");
        }
    }

    /** Twilio's documentation, "Security": its example of a request and its signature. */
    @Test
    void twilio() throws Exception {
        DUE.importKey("twilio", "12345".getBytes(UTF_8));
        Recipe recipe = PAGE.recipe("Twilio webhooks");
        Map<String, List<String>> form = twilioCall("+12349013030");

        assertThat(isFromTwilio(recipe, TWILIO_URL, form, "0/KCTR6DLpKmkAf8muzZqo1nDgQ="))
                .isEqualTo(true);
        assertThat(isFromTwilio(recipe, TWILIO_URL, form, "0/KCTR6DLpKmkAf8muzZqo1nDgR="))
                .isEqualTo(false);
        assertThat(isFromTwilio(recipe, TWILIO_URL, form, "no Base64")).isEqualTo(false);
        assertThat(isFromTwilio(recipe, "/myapp.php", form, "0/KCTR6DLpKmkAf8muzZqo1nDgQ="))
                .isEqualTo(false);
    }

    /** The cases that Twilio's own libraries are tested with. */
    @Test
    void twilioWithPortsAndRepeatedFields() throws Exception {
        DUE.importKey("twilio", "12345".getBytes(UTF_8));
        Recipe recipe = PAGE.recipe("Twilio webhooks");
        Map<String, List<String>> form = twilioCall("+14158675309");
        String withoutPort = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
        String with443 = "kvajT1Ptam85bY51eRf/AJRuM3w=";

        assertThat(isFromTwilio(recipe, TWILIO_URL, form, withoutPort)).isEqualTo(true);
        assertThat(isFromTwilio(recipe, TWILIO_URL.replace(".com", ".com:1234"), form, withoutPort))
                .isEqualTo(true);
        assertThat(isFromTwilio(recipe, TWILIO_URL, form, with443)).isEqualTo(true);
        assertThat(isFromTwilio(recipe, TWILIO_URL.replace(".com", ".com:1234"), form, with443))
                .isEqualTo(false);
        assertThat(isFromTwilio(recipe, TWILIO_URL.replace("https", "http"), form, "0ZXoZLH/DfblKGATFgpif+LLRf4="))
                .isEqualTo(true);
        assertThat(isFromTwilio(
                        recipe,
                        TWILIO_URL,
                        Map.of(
                                "Sid", List.of("CA123"),
                                "SidAccount", List.of("AC123"),
                                "Digits", List.of("5678", "1234", "1234")),
                        "IK+Dwps556ElfBT0I3Rgjkr1wJU="))
                .isEqualTo(true);
    }

    private static Map<String, List<String>> twilioCall(String caller) {
        return Map.of(
                "CallSid", List.of("CA1234567890ABCDE"),
                "Caller", List.of(caller),
                "Digits", List.of("1234"),
                "From", List.of(caller),
                "To", List.of("+18005551212"));
    }

    private static Object isFromTwilio(Recipe recipe, String url, Map<String, List<String>> form, String signature)
            throws Exception {
        return recipe.call("isFromTwilio", DueHsmKey.of("twilio"), url, form, signature);
    }

    /** OAuth Core 1.0, appendix A.5: Jane's photos; and the same address as it may be written, too. */
    @ParameterizedTest
    @CsvSource({
        "GET, http://photos.example.net/photos",
        "get, http://photos.example.net/photos",
        "GET, HTTP://Photos.Example.NET:80/photos",
        "GET, http://photos.example.net/photos?file=vacation.jpg&size=original"
    })
    void oauth(String method, URI uri) throws Exception {
        DUE.importKey("photos", "kd94hf93k423kf44&pfkkdhi9sl3r4s00".getBytes(UTF_8));
        Map<String, List<String>> parameters =
                oauthParameters("dpf43f3p2l4k3l03", "nnch734d00sl2jdk", "1191242096", "kllo9940pd9333jh");
        parameters.put("file", List.of("vacation.jpg"));
        parameters.put("size", List.of("original"));
        parameters.put("oauth_version", List.of("1.0"));

        assertThat(oauthSignature("photos", method, uri, parameters)).isEqualTo("tR3+Ty81lMeYAr/Fid0kMTYa/WM=");
    }

    /** RFC 5849, 3.4.1.1, its base string under the secrets of 1.2: a name twice, an empty one, and all to encode. */
    @Test
    void oauthWithRepeatedNames() throws Exception {
        byte[] secret = "j49sk3j29djd&dh893hdasih9".getBytes(UTF_8);
        DUE.importKey("rfc5849", secret);
        Map<String, List<String>> parameters =
                oauthParameters("9djdj82h48djs9d2", "kkk9d7dh3k39sjv7", "137131201", "7d8f3e4a");
        parameters.put("b5", List.of("=%3D"));
        parameters.put("a3", List.of("a", "2 q"));
        parameters.put("c@", List.of(""));
        parameters.put("a2", List.of("r b"));
        parameters.put("c2", List.of(""));
        String base = "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D"
                + "%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a"
                + "%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201"
                + "%26oauth_token%3Dkkk9d7dh3k39sjv7";

        assertThat(oauthSignature("rfc5849", "POST", URI.create("http://EXAMPLE.COM:80/request"), parameters))
                .isEqualTo(
                        Base64.getEncoder().encodeToString(Due.software(secret).doFinal(base.getBytes(UTF_8))))
                .isEqualTo("r6/TJjbCOr97/+UU0NsvSne7s5g="); // the RFC's errata, 2550
    }

    /** RFC 5849, 3.4.1.2: its examples, and ports that are another scheme's own. */
    @ParameterizedTest
    @CsvSource({
        "http://EXAMPLE.COM:80/r%20v/X?id=123, http%3A%2F%2Fexample.com%2Fr%2520v%2FX",
        "https://www.example.net:8080/?q=1, https%3A%2F%2Fwww.example.net%3A8080%2F",
        "https://example.com:443, https%3A%2F%2Fexample.com%2F",
        "http://example.com:443/, http%3A%2F%2Fexample.com%3A443%2F",
        "HTTPS://[::1]:80/a, https%3A%2F%2F%5B%3A%3A1%5D%3A80%2Fa"
    })
    void oauthAddresses(URI uri, String encoded) throws Exception {
        byte[] secret = "a&b".getBytes(UTF_8);
        DUE.importKey("addresses", secret);
        byte[] base = ("GET&" + encoded + "&a%3Db").getBytes(UTF_8);

        assertThat(oauthSignature("addresses", "GET", uri, Map.of("a", List.of("b"))))
                .isEqualTo(
                        Base64.getEncoder().encodeToString(Due.software(secret).doFinal(base)));
    }

    private static Map<String, List<String>> oauthParameters(
            String consumer, String token, String timestamp, String nonce) {
        return new HashMap<>(Map.of(
                "oauth_consumer_key", List.of(consumer),
                "oauth_token", List.of(token),
                "oauth_signature_method", List.of("HMAC-SHA1"),
                "oauth_timestamp", List.of(timestamp),
                "oauth_nonce", List.of(nonce)));
    }

    private static Object oauthSignature(String key, String method, URI uri, Map<String, List<String>> parameters)
            throws Exception {
        return PAGE.recipe("OAuth 1.0a").call("oauthSignature", DueHsmKey.of(key), method, uri, parameters);
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer;
    }
}
