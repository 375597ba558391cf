package org.duehsm.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the signer says besides the signature, and what it refuses. */
class Signature4SignerTest {

    private static final AwsRequest GET = AwsRequest.of("GET", URI.create("https://host/a"));

    private static Signature4Signer signer(Signature4Rules rules) throws Exception {
        return new Signature4Signer(
                Keys.example("AWS4-HMAC-SHA256"), "eu-west-1", "any", rules, Keys.at("2026-11-30T12:00:59.999Z"));
    }

    private static void assertRefused(AwsRequest request, String message) {
        for (Signature4Rules rules : List.of(Signature4Rules.S3, Signature4Rules.GENERAL)) {
            assertBothRefused(rules, request, message);
        }
    }

    private static void assertBothRefused(Signature4Rules rules, AwsRequest request, String message) {
        for (ThrowingCallable signing : List.<ThrowingCallable>of(
                () -> signer(rules).sign(request, Payload.none()),
                () -> signer(rules).presign(request, Duration.ofHours(1)))) {
            assertThatThrownBy(signing)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(message);
        }
    }

    @Test
    void saysTimeAndHash() throws Exception {
        HttpRequest general = signer(Signature4Rules.GENERAL).sign(GET, Payload.none());
        HttpRequest s3 = signer(Signature4Rules.S3).sign(GET, Payload.none());

        assertThat(general.headers().map().keySet()).containsExactlyInAnyOrder("Authorization", "X-Amz-Date");
        assertThat(general.headers().firstValue("X-Amz-Date")).hasValue("20261130T120059Z");
        assertThat(s3.headers().firstValue("x-amz-content-sha256"))
                .hasValue("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void saysThatABodyIsNotSigned() throws Exception {
        Payload unsigned = Payload.unsigned(BodyPublishers.ofString("a"));

        for (Signature4Rules rules : List.of(Signature4Rules.S3, Signature4Rules.GENERAL)) {
            assertThat(signer(rules).sign(GET, unsigned).headers().firstValue("x-amz-content-sha256"))
                    .hasValue("UNSIGNED-PAYLOAD");
        }
        assertThat(signer(Signature4Rules.GENERAL)
                        .presign(GET, unsigned, Duration.ofHours(1))
                        .getQuery())
                .contains("X-Amz-SignedHeaders=host;x-amz-content-sha256&");
    }

    @Test
    void sendsFormsWithTheirType() throws Exception {
        HttpRequest signed = signer(Signature4Rules.GENERAL)
                .sign(AwsRequest.of("POST", URI.create("https://host/")), Payload.ofForm(Map.of("a b", "ä&")));

        assertThat(signed.headers().firstValue("Content-Type"))
                .hasValue("application/x-www-form-urlencoded; charset=utf-8");
        assertThat(Bodies.of(signed)).asString().isEqualTo("a%20b=%C3%A4%26");
        assertThatThrownBy(() -> signer(Signature4Rules.GENERAL)
                        .sign(GET.withHeader("content-type", "text/plain"), Payload.ofForm(Map.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Content-Type");
    }

    @Test
    void takesNoChangeOfABodyThatWasSigned() throws Exception {
        byte[] body = {1};
        Payload payload = Payload.of(body);
        body[0] = 2;

        assertThat(Bodies.of(signer(Signature4Rules.S3).sign(GET, payload))).containsExactly(1);
    }

    @Test
    void refusesAHashOfAnotherLength() {
        assertThatThrownBy(() -> Payload.of(BodyPublishers.noBody(), new byte[20]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("20");
    }

    /** They change on the way, or a proxy adds to them. */
    @ParameterizedTest
    @ValueSource(strings = {"User-Agent", "x-amzn-trace-id"})
    void sendsUnsignedWhatChangesOnTheWay(String name) throws Exception {
        HttpRequest signed = signer(Signature4Rules.S3).sign(GET.withHeader(name, "a"), Payload.none());

        assertThat(signed.headers().firstValue(name)).hasValue("a");
        assertThat(signed.headers().firstValue("Authorization").orElseThrow())
                .contains("SignedHeaders=host;x-amz-content-sha256;x-amz-date,");
    }

    @ParameterizedTest
    @CsvSource({
        "//a/./b//../c/, /a/c/",
        "/a/.., /",
        "/a/b/.., /a/",
        "/a/b/., /a/b/",
        "/../../a, /a",
        "/a//, /a/",
        "/..., /...",
        "/.a/b., /.a/b."
    })
    void sendsThePathThatItSigns(String path, String sent) throws Exception {
        AwsRequest request = AwsRequest.of("GET", URI.create("https://host" + path));

        assertThat(signer(Signature4Rules.GENERAL).sign(request, Payload.none()).uri())
                .hasToString("https://host" + sent);
        assertThat(signer(Signature4Rules.GENERAL)
                        .presign(request, Duration.ofHours(1))
                        .toString())
                .startsWith("https://host" + sent + "?X-Amz-Algorithm=");
    }

    @ParameterizedTest
    @CsvSource({
        "/a/../b, with . or .. between slashes",
        "/., with . or .. between slashes",
        "/a%2Fb, an encoded slash",
        "/a%2fb, an encoded slash"
    })
    void refusesPathsThatS3WouldReadAsOthers(String path, String message) {
        assertBothRefused(Signature4Rules.S3, AwsRequest.of("GET", URI.create("https://host" + path)), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "authorization", "X-Amz-Date", "x-amz-content-sha256", "X-Amz-Signature"})
    void refusesHeadersOfASignature(String name) {
        assertRefused(GET.withHeader(name, "x"), name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "connection",
                "Expect",
                "HTTP2-Settings",
                "Keep-Alive",
                "Proxy-Authorization",
                "Proxy-Connection",
                "TE",
                "Transfer-Encoding",
                "Upgrade"
            })
    void refusesHeadersOfTheConnection(String name) {
        assertRefused(GET.withHeader(name, "x"), name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Amz-Signature", "x-amz-date", "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Expires"})
    void refusesParametersOfASignature(String name) {
        assertRefused(GET.withQuery(name, "x"), name);
        assertRefused(AwsRequest.of("GET", URI.create("https://host/?" + name.replace("m", "%6d") + "=x")), name);
    }

    @Test
    void refusesATokenInTheWrongPlace() {
        assertThatThrownBy(() ->
                        signer(Signature4Rules.S3).sign(GET.withQuery("X-Amz-Security-Token", "t"), Payload.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("as a header");
        assertThatThrownBy(() -> signer(Signature4Rules.S3)
                        .presign(GET.withHeader("x-amz-security-token", "t"), Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("in its query");
    }

    @ParameterizedTest
    @CsvSource({"2, 3", "3, 2", "-1, 3", "0, 0"})
    void refusesALengthThatIsNotTheBodys(String said, int actual) {
        assertThatThrownBy(() -> signer(Signature4Rules.S3)
                        .sign(GET.withHeader("Content-Length", said), Payload.of(new byte[actual])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("says " + said, actual + " bytes");
    }

    @Test
    void refusesALengthThatNobodyKnows() {
        assertThatThrownBy(() -> signer(Signature4Rules.S3)
                        .sign(
                                GET.withHeader("Content-Length", "1"),
                                Payload.unsigned(BodyPublishers.ofInputStream(() -> null))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.999S", "PT-1S", "PT168H0.001S", "P8D"})
    void refusesOtherValidities(String validity) {
        assertThatThrownBy(() -> signer(Signature4Rules.S3).presign(GET, Duration.parse(validity)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Duration.parse(validity).toString());
    }

    @ParameterizedTest
    @CsvSource({"PT1S, 1", "PT1.999S, 1", "P7D, 604800"})
    void takesOneSecondToSevenDays(String validity, long seconds) throws Exception {
        assertThat(signer(Signature4Rules.S3)
                        .presign(GET, Duration.parse(validity))
                        .getQuery())
                .contains("&X-Amz-Expires=" + seconds + "&");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eu west", "eu/west", "eu.west", "ä", "a\n"})
    void refusesNamesThatAScopeCannotHave(String name) throws Exception {
        AccessKey key = Keys.example("AWS4-HMAC-SHA256");

        assertThatThrownBy(() ->
                        new Signature4Signer(key, name, "s3", Signature4Rules.S3, Keys.at("2026-11-30T12:00:00Z")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a region is");
        assertThatThrownBy(() -> new Signature4Signer(
                        key, "eu-west-1", name, Signature4Rules.S3, Keys.at("2026-11-30T12:00:00Z")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a service is");
    }

    @Test
    void takesNamesOf63Letters() throws Exception {
        AccessKey key = Keys.example("AWS4-HMAC-SHA256");
        String longest = "A_-".repeat(21);

        HttpRequest signed = new Signature4Signer(
                        key, longest, longest, Signature4Rules.S3, Keys.at("2026-11-30T12:00:00Z"))
                .sign(GET, Payload.none());

        assertThat(signed.headers().firstValue("Authorization").orElseThrow())
                .contains("/20261130/" + longest + "/" + longest + "/aws4_request,");
        assertThatThrownBy(() -> new Signature4Signer(
                        key, longest + "a", "s3", Signature4Rules.S3, Keys.at("2026-11-30T12:00:00Z")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AK IA", "AKIA,", "AKIA\n", "äKIA"})
    void refusesAnIdThatNoHeaderCanHave(String id) throws Exception {
        AccessKey key = AccessKey.of(id, new SecretKeySpec(Keys.SECRET, "AWS4-HMAC-SHA256"));

        assertThatThrownBy(() -> new Signature4Signer(
                        key, "eu-west-1", "s3", Signature4Rules.S3, Keys.at("2026-11-30T12:00:00Z")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HmacSHA1", "HmacSHA256"})
    void refusesKeysForSignatureVersion2(String algorithm) throws Exception {
        AccessKey key = Keys.example(algorithm);

        assertThatThrownBy(() -> new Signature4Signer(
                        key, "eu-west-1", "s3", Signature4Rules.S3, Keys.at("2026-11-30T12:00:00Z")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("Signature Version 4", algorithm);
    }

    @Test
    void isRefusedBySignersOfVersion2() throws Exception {
        AccessKey key = Keys.example("AWS4-HMAC-SHA256");

        assertThatThrownBy(() -> new QuerySigner(key, Keys.at("2026-11-30T12:00:00Z")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("Signature Version 2", "AWS4-HMAC-SHA256", "Signature4Signer");
        assertThatThrownBy(() -> new S3Signer(
                        S3Endpoint.pathStyle(URI.create("https://host")), key, Keys.at("2026-11-30T12:00:00Z")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("Signature Version 2", "AWS4-HMAC-SHA256", "Signature4Signer");
    }
}
