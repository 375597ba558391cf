package org.duehsm.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All cases of AWS' test suites: the strings to sign, and the signatures. */
class Signature4SuiteTest {

    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    static Stream<Signature4Suite.Case> cases() throws Exception {
        return Signature4Suite.cases().stream().filter(each -> !isRefused(each));
    }

    static Stream<Signature4Suite.Case> presignedCases() throws Exception {
        return cases().filter(each -> each.parts().containsKey("query"));
    }

    static Stream<Signature4Suite.Case> refusedCases() throws Exception {
        return Signature4Suite.cases().stream().filter(Signature4SuiteTest::isRefused);
    }

    /* Servers and proxies would make another path of it; S3 alone signs it as it is. */
    private static boolean isRefused(Signature4Suite.Case each) {
        return each.is("no normalization") && each.target().contains("/.");
    }

    @Test
    void isWhole() throws Exception {
        assertThat(cases()).hasSize(34 + 38 - 4);
        assertThat(presignedCases()).hasSize(38 - 4);
        assertThat(refusedCases()).hasSize(4);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void signs(Signature4Suite.Case each) throws Exception {
        AwsRequest request = request(each);
        if (each.token().isPresent()) {
            request = request.withHeader("X-Amz-Security-Token", each.token().get());
        }
        RecordingKey key = new RecordingKey();

        HttpRequest signed = signer(each, key, each.is("hash")).sign(request, payload(each));

        assertThat(key.message).isEqualTo(each.parts().get("header"));
        assertThat(signed.headers().firstValue("Authorization").orElseThrow())
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, ")
                .endsWith(", Signature=" + each.parts().get("header signature"));
        assertThat(signed.headers().firstValue("X-Amz-Security-Token")).isEqualTo(each.token());
    }

    @ParameterizedTest
    @MethodSource("presignedCases")
    void presigns(Signature4Suite.Case each) throws Exception {
        AwsRequest request = request(each);
        if (each.token().isPresent()) {
            request = request.withQuery("X-Amz-Security-Token", each.token().get());
        }
        RecordingKey key = new RecordingKey();

        URI uri = signer(each, key, false).presign(request, payload(each), Duration.ofHours(1));

        assertThat(key.message).isEqualTo(each.parts().get("query"));
        assertThat(uri.toString())
                .endsWith("&X-Amz-Signature=" + each.parts().get("query signature"))
                .contains(each.token().map(PercentEncoding::encode).orElse(""));
    }

    @ParameterizedTest
    @MethodSource("refusedCases")
    void refuses(Signature4Suite.Case each) throws Exception {
        AwsRequest request = request(each);

        assertThatThrownBy(() -> signer(each, new RecordingKey(), false).sign(request, Payload.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(each.target());
    }

    /*
     * The targets with a space, or with more than ASCII, cannot be sent as they are. Encoded, they are signed as
     * the suite has them where the path is not encoded once more.
     */
    private static boolean isEncodedByUs(Signature4Suite.Case each) {
        return !each.target().matches("[!-~]+");
    }

    private static AwsRequest request(Signature4Suite.Case each) {
        String target = each.target().replace(" ", "%20");
        AwsRequest request = AwsRequest.of(
                each.method(),
                URI.create(URI.create("https://example.amazonaws.com" + target).toASCIIString()));
        for (String header : each.headers()) {
            String name = header.substring(0, header.indexOf(':'));
            if (!name.equals("Host")) { // which is that of the URI
                request = request.withHeader(name, header.substring(header.indexOf(':') + 1));
            }
        }
        return request;
    }

    private static Payload payload(Signature4Suite.Case each) {
        return each.body().isEmpty() ? Payload.none() : Payload.of(each.body().getBytes(StandardCharsets.UTF_8));
    }

    private static Signature4Signer signer(Signature4Suite.Case each, AccessKey key, boolean hash) {
        Signature4Rules rules =
                new Signature4Rules(!isEncodedByUs(each), !each.is("no normalization"), hash, !each.is("token after"));
        return new Signature4Signer(key, "us-east-1", "service", rules, Keys.at("2015-08-30T12:36:00Z"));
    }

    /** Remembers what it signed. */
    private static final class RecordingKey implements AccessKey {

        private final AccessKey key;
        private String message;

        RecordingKey() throws Exception {
            key = AccessKey.of(
                    "AKIDEXAMPLE", new SecretKeySpec(SECRET.getBytes(StandardCharsets.US_ASCII), "AWS4-HMAC-SHA256"));
        }

        @Override
        public String id() {
            return key.id();
        }

        @Override
        public String algorithm() {
            return key.algorithm();
        }

        @Override
        public byte[] sign(byte[] message) throws IOException, GeneralSecurityException {
            this.message = new String(message, StandardCharsets.US_ASCII);
            return key.sign(message);
        }
    }
}
