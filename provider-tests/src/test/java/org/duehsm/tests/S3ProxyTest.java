package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.duehsm.tests.LoopbackS3.assertRefused;
import static org.duehsm.tests.LoopbackS3.elsewhere;
import static org.duehsm.tests.LoopbackS3.get;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duehsm.aws.AccessKey;
import org.duehsm.aws.S3Dialect;
import org.duehsm.aws.S3Endpoint;
import org.duehsm.aws.S3Request;
import org.duehsm.aws.S3Signer;
import org.duehsm.provider.DueHsmKey;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests signed through handles on the virtual Due, and a server that others wrote to verify them: S3Proxy. */
class S3ProxyTest {

    private static final String ID = "AKIAS3";
    private static final String SECRET = "the secret of S3Proxy";
    private static final byte[] BODY = "the body".getBytes(UTF_8);

    @RegisterExtension
    static final Due DUE = Due.onFastTransport();

    private static LoopbackS3 proxy;

    @BeforeAll
    static void start() throws Exception {
        proxy = new LoopbackS3(AuthenticationType.AWS_V2, ID, SECRET);
        DUE.importKey(ID, SECRET.getBytes(UTF_8));
        DUE.importKey("wrong", "another secret".getBytes(UTF_8));
        assertThat(send(S3Request.of("PUT", "bucket", "")).statusCode()).isEqualTo(200);
    }

    @AfterAll
    static void stop() throws Exception {
        proxy.close();
    }

    @ParameterizedTest
    @MethodSource("org.duehsm.tests.LoopbackS3#oddNames")
    void acceptsObjectsOfAnyName(String key) throws Exception {
        assertThat(put(pathStyle(ID), key).statusCode()).isEqualTo(200);

        HttpResponse<byte[]> got = send(S3Request.of("GET", "bucket", key));
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.body()).isEqualTo(BODY);
        assertThat(list(key)).isEqualTo(key);
        assertThat(get(pathStyle(ID).presign(S3Request.of("GET", "bucket", key), Duration.ofMinutes(1)))
                        .body())
                .isEqualTo(BODY);
        assertThat(send(S3Request.of("DELETE", "bucket", key)).statusCode()).isEqualTo(204);
    }

    @Test
    void acceptsBucketsInTheHost() throws Exception {
        put(pathStyle(ID), "hosted key");
        S3Signer signer = signer(S3Endpoint.virtualHosted(uri()), ID);
        HttpRequest request = signer.sign(S3Request.of("GET", "bucket", "hosted key"), BodyPublishers.noBody());

        assertThat(request.uri().getHost()).isEqualTo("bucket.localhost");
        assertThat(proxy.sendWithoutDns(request).body()).isEqualTo(BODY);
        URI presigned = signer.presign(S3Request.of("GET", "bucket", "hosted key"), Duration.ofMinutes(1));
        assertThat(proxy.sendWithoutDns(HttpRequest.newBuilder(presigned).build())
                        .body())
                .isEqualTo(BODY);
    }

    @Test
    void acceptsSubResourcesHeadersAndOverrides() throws Exception {
        HttpRequest put = pathStyle(ID)
                .sign(
                        S3Request.of("PUT", "bucket", "rich")
                                .withHeader("x-amz-meta-who", "a value,  with  spaces")
                                .withHeader("X-Amz-Acl", "private")
                                .withHeader("Content-Type", "text/x-test; charset=utf-8")
                                .withHeader("Content-MD5", md5(BODY)),
                        BodyPublishers.ofByteArray(BODY));
        assertThat(send(put).statusCode()).isEqualTo(200);

        assertThat(new String(
                        send(S3Request.of("GET", "bucket", "rich").withQuery("acl", ""))
                                .body(),
                        UTF_8))
                .contains("AccessControlPolicy");
        assertThat(new String(
                        send(S3Request.of("GET", "bucket", "").withQuery("location", ""))
                                .body(),
                        UTF_8))
                .contains("LocationConstraint");
        HttpResponse<byte[]> overridden = send(S3Request.of("GET", "bucket", "rich")
                .withQuery("response-content-type", "text/html; charset=\"x+y\"")
                .withQuery("response-content-disposition", "attachment; filename=\"a b.txt\""));
        assertThat(overridden.headers().firstValue("Content-Type")).hasValue("text/html; charset=\"x+y\"");
        assertThat(overridden.headers().firstValue("x-amz-meta-who")).hasValue("a value,  with  spaces");
        assertThat(send(S3Request.of("GET", "", "")).statusCode()).isEqualTo(200);
    }

    @Test
    void acceptsADateInItsOwnHeader() throws Exception {
        String now = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));

        assertThat(send(S3Request.of("GET", "bucket", "").withHeader("x-amz-date", now))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void acceptsUploadsToAPresignedUri() throws Exception {
        URI uri = pathStyle(ID)
                .presign(
                        S3Request.of("PUT", "bucket", "up load").withHeader("Content-Type", "text/plain"),
                        Duration.ofMinutes(1));

        assertThat(send(uploadTo(uri, "text/plain")).statusCode()).isEqualTo(200);
        assertRefused(send(uploadTo(uri, "text/html")));
    }

    /** Of the sub-resources that it does not sign, it refuses all but these two before it looks at the signature. */
    @ParameterizedTest
    @CsvSource({"select-type, true, false", "encryption, false, true"})
    void acceptsWhatItSignsItself(String name, boolean aws, boolean ceph) throws Exception {
        S3Request request = S3Request.of("GET", "bucket", "").withQuery(name, "");
        Map<S3Dialect, Boolean> signed =
                Map.of(S3Dialect.AWS, aws, S3Dialect.CEPH, ceph, S3Dialect.SWIFT, false, S3Dialect.S3PROXY, false);
        for (Map.Entry<S3Dialect, Boolean> dialect : signed.entrySet()) {
            S3Signer signer = signer(S3Endpoint.pathStyle(uri()).withDialect(dialect.getKey()), ID);

            for (HttpResponse<byte[]> answer : List.of(
                    send(signer.sign(request, BodyPublishers.noBody())),
                    get(signer.presign(request, Duration.ofMinutes(1))))) {
                assertThat(LoopbackS3.isForbidden(answer)).isEqualTo(dialect.getValue());
            }
        }
    }

    /** Metadata of a presigned URI as headers: of the query it signs none, and its dialect refuses them there. */
    @Test
    void acceptsMetadataOfAPresignedUriAsHeaders() throws Exception {
        S3Request put = S3Request.of("PUT", "bucket", "with meta");
        URI uri = pathStyle(ID).presign(put.withHeader("x-amz-meta-who", "me & you"), Duration.ofMinutes(1));
        URI inQuery = pathStyle(ID).presign(put.withQuery("x-amz-meta-who", "me & you"), Duration.ofMinutes(1));
        HttpRequest upload = HttpRequest.newBuilder(uri)
                .PUT(BodyPublishers.ofByteArray(BODY))
                .header("x-amz-meta-who", "me & you")
                .build();

        assertThat(send(upload).statusCode()).isEqualTo(200);
        assertThat(send(S3Request.of("GET", "bucket", "with meta")).headers().firstValue("x-amz-meta-who"))
                .hasValue("me & you");
        assertRefused(send(HttpRequest.newBuilder(uri)
                .PUT(BodyPublishers.ofByteArray(BODY))
                .build()));
        assertRefused(send(HttpRequest.newBuilder(inQuery)
                .PUT(BodyPublishers.ofByteArray(BODY))
                .build()));
    }

    @ParameterizedTest
    @CsvSource({"/bucket/key, /bucket/kez", "/bucket/key, /bucket/key?acl", "/bucket/key, /bucket/key/"})
    void refusesATamperedPath(String signed, String sent) throws Exception {
        put(pathStyle(ID), "key");
        HttpRequest request = pathStyle(ID).sign(S3Request.of("GET", "bucket", "key"), BodyPublishers.noBody());
        assertThat(send(request).statusCode()).isEqualTo(200);

        assertRefused(send(elsewhere(request, signed, sent)));
    }

    @Test
    void refusesATamperedHeader() throws Exception {
        HttpRequest request = pathStyle(ID)
                .sign(
                        S3Request.of("PUT", "bucket", "key").withHeader("x-amz-meta-a", "b"),
                        BodyPublishers.ofByteArray(BODY));

        assertRefused(send(HttpRequest.newBuilder(request, (name, value) -> !name.equals("x-amz-meta-a"))
                .header("x-amz-meta-a", "c")
                .build()));
    }

    @Test
    void refusesAnotherKeyUnderTheSameId() throws Exception {
        S3Signer signer = new S3Signer(
                S3Endpoint.pathStyle(uri()),
                AccessKey.of(ID, DueHsmKey.of("wrong"), DUE.provider()),
                Clock.systemUTC());

        assertRefused(put(signer, "key"));
        assertRefused(get(signer.presign(S3Request.of("GET", "bucket", "key"), Duration.ofMinutes(1))));
    }

    @Test
    void refusesAnExpiredUri() throws Exception {
        put(pathStyle(ID), "key");
        S3Request request = S3Request.of("GET", "bucket", "key");
        S3Signer anHourAgo = new S3Signer(
                S3Endpoint.pathStyle(uri()),
                AccessKey.of(ID, DueHsmKey.of(ID), DUE.provider()),
                Clock.offset(Clock.systemUTC(), Duration.ofHours(-1)));

        HttpResponse<byte[]> answer = get(anHourAgo.presign(request, Duration.ofMinutes(50)));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(new String(answer.body(), UTF_8)).contains("expired");
        assertThat(get(anHourAgo.presign(request, Duration.ofMinutes(70))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesATamperedExpiry() throws Exception {
        put(pathStyle(ID), "key");
        URI uri = pathStyle(ID).presign(S3Request.of("GET", "bucket", "key"), Duration.ofMinutes(1));
        assertThat(get(uri).statusCode()).isEqualTo(200);

        Matcher expires = Pattern.compile("(?<=Expires=)\\d+").matcher(uri.toString());
        String later = expires.replaceAll(second -> Long.toString(Long.parseLong(second.group()) + 60));
        assertRefused(get(URI.create(later)));
    }

    private static S3Signer pathStyle(String id) throws Exception {
        return signer(S3Endpoint.pathStyle(uri()), id);
    }

    private static S3Signer signer(S3Endpoint endpoint, String id) throws Exception {
        return new S3Signer(endpoint, AccessKey.of(id, DueHsmKey.of(id), DUE.provider()), Clock.systemUTC());
    }

    private static URI uri() {
        return proxy.uri();
    }

    private static HttpResponse<byte[]> put(S3Signer signer, String key) throws Exception {
        return send(signer.sign(S3Request.of("PUT", "bucket", key), BodyPublishers.ofByteArray(BODY)));
    }

    /* The one key that starts so; in the answer it is encoded. */
    private static String list(String prefix) throws Exception {
        HttpResponse<byte[]> answer = send(
                S3Request.of("GET", "bucket", "").withQuery("prefix", prefix).withQuery("encoding-type", "url"));
        return LoopbackS3.lastKey(answer);
    }

    private static HttpResponse<byte[]> send(S3Request request) throws Exception {
        return send(pathStyle(ID).sign(request, BodyPublishers.noBody()));
    }

    private static HttpResponse<byte[]> send(HttpRequest request) throws Exception {
        return LoopbackS3.send(request);
    }

    private static HttpRequest uploadTo(URI uri, String type) {
        return HttpRequest.newBuilder(uri)
                .header("Content-Type", type)
                .PUT(BodyPublishers.ofByteArray(BODY))
                .build();
    }

    private static String md5(byte[] bytes) throws Exception {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("MD5").digest(bytes));
    }
}
