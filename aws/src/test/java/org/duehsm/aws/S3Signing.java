package org.duehsm.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** S3 requests by the key of AWS' documentation, at a fixed time. */
final class S3Signing {

    static final URI AWS = URI.create("http://s3.amazonaws.com");

    private S3Signing() {}

    static S3Request johnsmith(String method, String key) {
        return S3Request.of(method, "johnsmith", key);
    }

    static S3Signer signer(S3Endpoint endpoint) throws Exception {
        return new S3Signer(endpoint, Keys.example("HmacSHA1"), Keys.at("2012-08-03T12:00:00Z"));
    }

    static HttpRequest sign(S3Request request) throws Exception {
        return signer(S3Endpoint.virtualHosted(AWS)).sign(request, BodyPublishers.noBody());
    }

    /* Neither signed nor presigned. */
    static void assertRefused(S3Request request, String word) {
        for (ThrowingCallable signing : List.<ThrowingCallable>of(
                () -> sign(request),
                () -> signer(S3Endpoint.virtualHosted(AWS)).presign(request, Duration.ofMinutes(1)))) {
            assertThatThrownBy(signing)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(word);
        }
    }

    static String mac(String message) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(Keys.SECRET, "HmacSHA1"));
        return Base64.getEncoder().encodeToString(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
    }

    static String signature(HttpRequest request) {
        String start = "AWS " + Keys.ID + ":";
        String authorization = request.headers().firstValue("Authorization").orElseThrow();
        assertThat(authorization).startsWith(start);
        return authorization.substring(start.length());
    }
}
