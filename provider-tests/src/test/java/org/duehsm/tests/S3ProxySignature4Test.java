package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.duehsm.tests.LoopbackS3.assertRefused;
import static org.duehsm.tests.LoopbackS3.get;
import static org.duehsm.tests.LoopbackS3.send;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.duehsm.aws.AccessKey;
import org.duehsm.aws.AwsRequest;
import org.duehsm.aws.Checksum;
import org.duehsm.aws.ChunkedBody;
import org.duehsm.aws.Payload;
import org.duehsm.aws.S3Endpoint;
import org.duehsm.aws.S3Request;
import org.duehsm.aws.Signature4Rules;
import org.duehsm.aws.Signature4Signer;
import org.duehsm.client.Algorithm;
import org.duehsm.provider.DueHsmKey;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests signed by Signature Version 4 on the virtual Due, and a server that others wrote to verify them: S3Proxy. */
class S3ProxySignature4Test {

    private static final String ID = "AKIAS3";
    private static final String SECRET = "the secret of S3Proxy";
    private static final String AWS4 = Algorithm.AWS4_HMAC_SHA256.jcaName();
    private static final byte[] BODY = "the body".getBytes(UTF_8);

    @RegisterExtension
    static final Due DUE = Due.onFastTransport();

    private static LoopbackS3 proxy;

    @BeforeAll
    static void start() throws Exception {
        proxy = new LoopbackS3(AuthenticationType.AWS_V4, ID, SECRET);
        DUE.importKey(Algorithm.AWS4_HMAC_SHA256, ID, SECRET.getBytes(UTF_8));
        DUE.importKey(Algorithm.AWS4_HMAC_SHA256, "wrong", "another secret".getBytes(UTF_8));
        assertThat(send(signed(S3Request.of("PUT", "bucket", ""))).statusCode()).isEqualTo(200);
    }

    @AfterAll
    static void stop() throws Exception {
        proxy.close();
    }

    @ParameterizedTest
    @MethodSource("org.duehsm.tests.LoopbackS3#oddNames")
    void acceptsObjectsOfAnyName(String key) throws Exception {
        assertThat(put(key, Payload.of(BODY)).statusCode()).isEqualTo(200);

        assertThat(send(signed(S3Request.of("GET", "bucket", key))).body()).isEqualTo(BODY);
        assertThat(LoopbackS3.lastKey(send(signed(S3Request.of("GET", "bucket", "")
                        .withQuery("prefix", key)
                        .withQuery("encoding-type", "url")))))
                .isEqualTo(key);
        assertThat(get(presigned(S3Request.of("GET", "bucket", key))).body()).isEqualTo(BODY);
        assertThat(send(signed(S3Request.of("DELETE", "bucket", key))).statusCode())
                .isEqualTo(204);
    }

    @Test
    void acceptsBucketsInTheHost() throws Exception {
        put("hosted key", Payload.of(BODY));
        AwsRequest request =
                AwsRequest.of(S3Endpoint.virtualHosted(proxy.uri()), S3Request.of("GET", "bucket", "hosted key"));
        URI presigned = signer(ID).presign(request, Duration.ofMinutes(1));

        assertThat(presigned.getHost()).isEqualTo("bucket.localhost");
        assertThat(proxy.sendWithoutDns(signer(ID).sign(request, Payload.none()))
                        .body())
                .isEqualTo(BODY);
        assertThat(proxy.sendWithoutDns(HttpRequest.newBuilder(presigned).build())
                        .body())
                .isEqualTo(BODY);
    }

    @Test
    void acceptsSubResourcesHeadersAndOverrides() throws Exception {
        AwsRequest rich = request(S3Request.of("PUT", "bucket", "rich"))
                .withHeader("x-amz-meta-who", "a value,  with  spaces")
                .withHeader("X-Amz-Acl", "private")
                .withHeader("Content-Type", "text/x-test; charset=utf-8");
        assertThat(send(signer(ID).sign(rich, Payload.of(BODY))).statusCode()).isEqualTo(200);

        assertThat(text(send(signed(S3Request.of("GET", "bucket", "rich").withQuery("acl", "")))))
                .contains("AccessControlPolicy");
        HttpResponse<byte[]> overridden = send(signed(S3Request.of("GET", "bucket", "rich")
                .withQuery("response-content-type", "text/html; charset=\"x+y\"")
                .withQuery("response-content-disposition", "attachment; filename=\"a b.txt\"")));
        assertThat(overridden.headers().firstValue("Content-Type")).hasValue("text/html; charset=\"x+y\"");
        assertThat(overridden.headers().firstValue("x-amz-meta-who")).hasValue("a value,  with  spaces");
    }

    @Test
    void acceptsABodyThatIsNotSigned() throws Exception {
        assertThat(put("unsigned", Payload.unsigned(BodyPublishers.ofByteArray(BODY)))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(signed(S3Request.of("GET", "bucket", "unsigned"))).body())
                .isEqualTo(BODY);
    }

    @Test
    void acceptsUploadsToAPresignedUri() throws Exception {
        URI uri = presigned(S3Request.of("PUT", "bucket", "up load").withHeader("Content-Type", "text/plain"));

        assertThat(send(uploadTo(uri, "text/plain")).statusCode()).isEqualTo(200);
        assertRefused(send(uploadTo(uri, "text/html")));
    }

    /** Of more than one chunk, of whole chunks, and of none. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8192, 16384, 20000})
    void acceptsChunks(int length) throws Exception {
        byte[] body = new byte[length];
        new Random(length).nextBytes(body);
        ChunkedBody chunks =
                ChunkedBody.of(() -> new ByteArrayInputStream(body), length).withChunkSize(8192);
        for (Payload payload : List.of(
                Payload.signedChunks(chunks),
                Payload.signedChunks(chunks, Checksum.CRC32C),
                Payload.unsignedChunks(chunks, Checksum.SHA256))) {
            HttpResponse<byte[]> answer = put("in chunks", payload);

            assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
            assertThat(send(signed(S3Request.of("GET", "bucket", "in chunks"))).body())
                    .isEqualTo(body);
        }
    }

    /** A bit of the first chunk, of the last, or of a chunk's signature, under the signature of the request. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 5000, 15000})
    void refusesATamperedChunk(int at) throws Exception {
        byte[] body = new byte[16000];
        Payload payload = Payload.signedChunks(ChunkedBody.of(() -> new ByteArrayInputStream(body), body.length)
                .withChunkSize(8192));
        HttpRequest request = signer(ID).sign(request(S3Request.of("PUT", "bucket", "tampered")), payload);
        byte[] sent = SentBody.of(request);
        int tampered = at >= 0 ? at : new String(sent, ISO_8859_1).indexOf("chunk-signature=") + 20;
        sent[tampered] ^= 1;

        HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(request, (name, value) -> true)
                .PUT(BodyPublishers.ofByteArray(sent))
                .build());

        assertRefused(answer);
        assertThat(send(signed(S3Request.of("GET", "bucket", "tampered"))).statusCode())
                .isEqualTo(404);
    }

    /** Some of AWS' test suites; on the device inside the JVM they are all. */
    @Test
    void theDeviceSignsAsAwsSuiteHasIt() throws Exception {
        assertThat(AwsSuite.sign(DUE, 10)).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "/bucket/key?acl, /bucket/kez?acl",
        "/bucket/key?acl, /bucket/key",
        "/bucket/key?acl, /bucket/key?acl&versionId=1",
        "/bucket/key?acl, /bucket/key/?acl"
    })
    void refusesATamperedAddress(String signed, String sent) throws Exception {
        put("key", Payload.of(BODY));
        HttpRequest request = signed(S3Request.of("GET", "bucket", "key").withQuery("acl", ""));
        HttpRequest tampered = HttpRequest.newBuilder(request, (name, value) -> true)
                .uri(URI.create(proxy.uri() + sent))
                .build();
        assertThat(request.uri().toString()).contains(signed);
        assertThat(send(request).statusCode()).isEqualTo(200);

        assertRefused(send(tampered));
    }

    @ParameterizedTest
    @CsvSource({"x-amz-meta-a, c", "Content-Type, text/html"})
    void refusesATamperedHeader(String header, String value) throws Exception {
        AwsRequest put = request(S3Request.of("PUT", "bucket", "key"))
                .withHeader("x-amz-meta-a", "b")
                .withHeader("Content-Type", "text/plain");
        HttpRequest request = signer(ID).sign(put, Payload.of(BODY));
        assertThat(send(request).statusCode()).isEqualTo(200);

        assertRefused(send(HttpRequest.newBuilder(request, (name, old) -> !name.equalsIgnoreCase(header))
                .header(header, value)
                .build()));
    }

    @Test
    void refusesAnotherBody() throws Exception {
        HttpRequest request = signer(ID).sign(request(S3Request.of("PUT", "bucket", "key")), Payload.of(BODY));

        HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(request, (name, value) -> true)
                .PUT(BodyPublishers.ofString("the bodY"))
                .build());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(text(answer)).contains("XAmzContentSHA256Mismatch");
    }

    @Test
    void refusesAnotherKeyUnderTheSameId() throws Exception {
        AwsRequest request = request(S3Request.of("GET", "bucket", "key"));

        assertRefused(send(signer("wrong").sign(request, Payload.none())));
        assertRefused(get(signer("wrong").presign(request, Duration.ofMinutes(1))));
    }

    @Test
    void refusesATamperedExpiry() throws Exception {
        put("key", Payload.of(BODY));
        URI uri = presigned(S3Request.of("GET", "bucket", "key"));
        assertThat(get(uri).statusCode()).isEqualTo(200);

        assertRefused(get(URI.create(uri.toString().replace("X-Amz-Expires=60", "X-Amz-Expires=61"))));
    }

    private static HttpRequest signed(S3Request request) throws Exception {
        return signer(ID).sign(request(request), Payload.none());
    }

    private static URI presigned(S3Request request) throws Exception {
        return signer(ID).presign(request(request), Duration.ofMinutes(1));
    }

    private static HttpResponse<byte[]> put(String key, Payload payload) throws Exception {
        return send(signer(ID).sign(request(S3Request.of("PUT", "bucket", key)), payload));
    }

    private static AwsRequest request(S3Request request) {
        return AwsRequest.of(S3Endpoint.pathStyle(proxy.uri()), request);
    }

    /** By the secret of this key, as a client who has the right id. */
    private static Signature4Signer signer(String key) throws Exception {
        AccessKey accessKey = AccessKey.of(ID, DueHsmKey.of(key).withAlgorithm(AWS4), DUE.provider());
        return new Signature4Signer(accessKey, "eu-west-1", "s3", Signature4Rules.S3, Clock.systemUTC());
    }

    private static HttpRequest uploadTo(URI uri, String type) {
        return HttpRequest.newBuilder(uri)
                .header("Content-Type", type)
                .PUT(BodyPublishers.ofByteArray(BODY))
                .build();
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), UTF_8);
    }
}
