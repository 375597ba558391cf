package org.duehsm.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The examples of "Authenticating Requests: Using the Authorization Header" and "... Using Query Parameters"
 * (Amazon S3 API Reference), whose signatures are printed there.
 */
class Signature4S3ExamplesTest {

    private static final S3Endpoint AWS = S3Endpoint.virtualHosted(URI.create("https://s3.amazonaws.com"));

    private static Signature4Signer signer() throws Exception {
        return new Signature4Signer(
                Keys.example("AWS4-HMAC-SHA256"),
                "us-east-1",
                "s3",
                Signature4Rules.S3,
                Keys.at("2013-05-24T00:00:00Z"));
    }

    private static String authorization(S3Request request, Payload payload) throws Exception {
        HttpRequest signed = signer().sign(AwsRequest.of(AWS, request), payload);
        return signed.headers().firstValue("Authorization").orElseThrow();
    }

    private static String expected(String headers, String signature) {
        return "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders="
                + headers + ", Signature=" + signature;
    }

    @Test
    void getsAnObject() throws Exception {
        S3Request request = S3Request.of("GET", "examplebucket", "test.txt").withHeader("Range", "bytes=0-9");

        assertThat(authorization(request, Payload.none()))
                .isEqualTo(expected(
                        "host;range;x-amz-content-sha256;x-amz-date",
                        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"));
    }

    @Test
    void putsAnObject() throws Exception {
        S3Request request = S3Request.of("PUT", "examplebucket", "test$file.text")
                .withHeader("Date", "Fri, 24 May 2013 00:00:00 GMT")
                .withHeader("x-amz-storage-class", "REDUCED_REDUNDANCY");

        assertThat(authorization(request, Payload.of("Welcome to Amazon S3.".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(expected(
                        "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
                        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"));
    }

    @Test
    void getsALifecycle() throws Exception {
        assertThat(authorization(S3Request.of("GET", "examplebucket", "").withQuery("lifecycle", ""), Payload.none()))
                .isEqualTo(expected(
                        "host;x-amz-content-sha256;x-amz-date",
                        "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"));
    }

    @Test
    void listsObjects() throws Exception {
        S3Request request = S3Request.of("GET", "examplebucket", "")
                .withQuery("max-keys", "2")
                .withQuery("prefix", "J");

        assertThat(authorization(request, Payload.none()))
                .isEqualTo(expected(
                        "host;x-amz-content-sha256;x-amz-date",
                        "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"));
    }

    @Test
    void presigns() throws Exception {
        AwsRequest request = AwsRequest.of(AWS, S3Request.of("GET", "examplebucket", "test.txt"));

        assertThat(signer().presign(request, Duration.ofDays(1)))
                .hasToString("https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                        + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                        + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                        + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
    }
}
