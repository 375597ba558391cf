package org.duehsm.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A table of attempts to have something signed, or reached, that no rule names. Either nothing arrives upstream, or what
 * arrives is what the rule permits, signed as it arrived.
 */
class RefusalsTest extends ProxyTest {

    private static final String HASH = "0".repeat(64);

    @BeforeEach
    void start() throws Exception {
        start(rules("chunks"));
    }

    /** Nothing of these arrives: why, the answer's status, and the request. */
    static Stream<Arguments> refused() {
        return Stream.of(
                // Who asks
                line("no signature", 403, request("GET", "/bucket/key", "", "")),
                line(
                        "an unknown placeholder",
                        403,
                        get("/bucket/key", signedBy("sandbox-3b0e6d8f5c1a4f03", "eu-central-1", "s3"))),
                line(
                        "a part of a placeholder",
                        403,
                        get("/bucket/key", signedBy("sandbox-3b0e6d8f5c1a4f0", "eu-central-1", "s3"))),
                line("the key's own id", 403, get("/bucket/key", signedBy(KEY_ID, "eu-central-1", "s3"))),
                line("the rule's name", 403, get("/bucket/key", signedBy("reports", "eu-central-1", "s3"))),
                line("two signatures", 400, get("/bucket/key", forS3() + forS3())),
                line("a signature in header and query", 400, get("/bucket/key?X-Amz-Signature=" + HASH, forS3())),
                line(
                        "Signature Version 2",
                        501,
                        get("/bucket/key", "Authorization: AWS " + PLACEHOLDER + ":c2lnbmF0dXJl\r\n")),
                line("SigV4a", 501, get("/bucket/key", forS3().replace("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256"))),
                line("a bearer token", 501, get("/bucket/key", "Authorization: Bearer " + PLACEHOLDER + "\r\n")),
                line("Origin", 403, get("/bucket/key", forS3() + "Origin: http://127.0.0.1\r\n")),
                // Which host
                line("another host", 403, get("/bucket/key", forS3()).replace("Host: 127.0.0.1", "Host: evil.example")),
                line("no host", 400, get("/bucket/key", forS3()).replace("Host: 127.0.0.1\r\n", "")),
                line("two hosts", 400, get("/bucket/key", forS3() + "Host: localhost\r\n")),
                line(
                        "the metadata address as host",
                        403,
                        get("/bucket/key", forS3()).replace("127.0.0.1", "169.254.169.254")),
                line(
                        "a host with a user",
                        400,
                        get("/bucket/key", forS3()).replace("Host: 127.0.0.1", "Host: a@127.0.0.1")),
                line(
                        "a bucket in the host",
                        403,
                        get("/key", forS3()).replace("Host: 127.0.0.1", "Host: bucket.localhost")),
                line("an absolute target", 400, get("http://evil.example/bucket/key", forS3())),
                line("an absolute target with a user", 400, get("http://evil@127.0.0.1/bucket/key", forS3())),
                line("an authority for a target", 400, request("GET", "evil.example:443", forS3(), "")),
                line("CONNECT", 400, request("CONNECT", "evil.example:443", forS3(), "")),
                line("CONNECT to a path", 400, request("CONNECT", "/bucket/key", forS3(), "")),
                line("OPTIONS *", 400, request("OPTIONS", "*", forS3(), "")),
                // Which service, region and key
                line("another service", 403, get("/bucket/key", signedBy(PLACEHOLDER, "eu-central-1", "iam"))),
                line("another region", 403, get("/bucket/key", signedBy(PLACEHOLDER, "us-east-1", "s3"))),
                line("another rule's service", 403, get("/", signedBy(PLACEHOLDER, "us-east-1", "sts"))),
                line("no service", 501, get("/bucket/key", signedBy(PLACEHOLDER, "eu-central-1", ""))),
                line("a service with a slash", 501, get("/bucket/key", signedBy(PLACEHOLDER, "eu-central-1", "s3/s3"))),
                // Which method
                line("another method", 403, request("PATCH", "/bucket/key", forS3(), "")),
                line("a method in lower case", 403, request("get", "/bucket/key", forS3(), "")),
                line("TRACE", 403, request("TRACE", "/bucket/key", forS3(), "")),
                line("a method of another path", 403, request("PUT", "/data/key", forS3(), "x")),
                line(
                        "another method in a header",
                        400,
                        get("/bucket/key", forS3() + "X-HTTP-Method-Override: PATCH\r\n")),
                // Which path
                line("another path", 403, get("/other/key", forS3())),
                line("the root", 403, get("/", forS3())),
                line("a longer name", 403, get("/buckets/key", forS3())),
                line("another path in a header", 400, get("/bucket/key", forS3() + "X-Original-URL: /other/key\r\n")),
                line("dots", 400, get("/bucket/../other/key", forS3())),
                line("a dot", 400, get("/bucket/./key", forS3())),
                line("encoded dots", 400, get("/bucket/%2e%2e/other/key", forS3())),
                line("half encoded dots", 400, get("/bucket/.%2E/other/key", forS3())),
                line("dots at the end", 400, get("/bucket/..", forS3())),
                line("dots between encoded slashes", 400, get("/bucket/a%2F..%2F..%2Fother", forS3())),
                line("dots between backslashes", 400, get("/bucket/a%5C..%5C..%5Cother", forS3())),
                line("an encoded slash", 400, get("/bucket/%2Fother", forS3())),
                line("an encoded slash before the bucket", 403, get("/%2Fbucket/key", forS3())),
                line("two slashes in front", 400, get("//bucket/key", forS3())),
                line("half of an encoding", 400, get("/bucket/%2", forS3())),
                line("no encoding", 400, get("/bucket/%zz", forS3())),
                line("bytes that are no UTF-8", 400, get("/bucket/%ff", forS3())),
                line("a letter in two bytes", 400, get("/bucket/%c0%ae%c0%ae/other", forS3())),
                line("characters beyond ASCII", 400, get("/bucket/\u00e4", forS3())),
                line("characters to be encoded", 400, get("/bucket/{key}", forS3())),
                line("a fragment", 400, get("/bucket/key#part", forS3())),
                line("a plus in the query", 400, get("/bucket/key?prefix=a+b", forS3())),
                line("a parameter without a name", 400, get("/bucket/key?=x", forS3())),
                line("a path that STS reads as another", 400, get("/with//two", forSts())),
                line("an encoded slash that the rule has not", 403, get("/named/c%2Fb", forSts())),
                line("a slash that the rule has encoded", 403, get("/named/a/b", forSts())),
                line("the bucket of a rule for objects", 403, get("/data", forS3())),
                line("that bucket with a slash behind it", 403, get("/data/?list-type=2", forS3())),
                line("that bucket with two slashes behind it", 403, get("/data//?policy", forS3())),
                line("dots with parameters of a path", 400, get("/bucket/..;a=b/other/key", forS3())),
                line("dots with an encoded semicolon", 400, get("/bucket/%2e%2e%3b/other/key", forS3())),
                // Copies, which read another object
                line("a copy of another object", 403, put("x-amz-copy-source: /other/key\r\n", "")),
                line("a copy out of the rule by dots", 403, put("x-amz-copy-source: /data/../other/key\r\n", "")),
                line(
                        "a copy out of the rule by encoded dots",
                        403,
                        put("x-amz-copy-source: data/%2e%2e/other/key\r\n", "")),
                line(
                        "a copy of an access point's",
                        403,
                        put("x-amz-copy-source: arn:aws:s3:eu-central-1:1:accesspoint/a/object/k\r\n", "")),
                line("two copies", 400, put("x-amz-copy-source: /data/key\r\nx-amz-copy-source: /other/key\r\n", "")),
                line("a copy out of the rule by parameters", 403, put("x-amz-copy-source: data/..;/other/key\r\n", "")),
                line("a copy whose query is no version", 403, put("x-amz-copy-source: data/key?a\r\n", "")),
                line("a move of another object", 400, put("x-amz-rename-source: /other/key\r\n", "")),
                line("a copy in another dialect", 400, put("x-goog-copy-source: /other/key\r\n", "")),
                // Which request it is
                line(
                        "a length and chunks",
                        400,
                        put("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "0\r\n\r\n")),
                line("two lengths", 400, put("Content-Length: 1\r\nContent-Length: 2\r\n", "xx")),
                line("two lengths in a header", 400, put("Content-Length: 1, 2\r\n", "xx")),
                line("a length with a sign", 400, put("Content-Length: +2\r\n", "xx")),
                line("a length that is too large", 400, put("Content-Length: 99999999999999999999\r\n", "")),
                line(
                        "two encodings of the transfer",
                        400,
                        put("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "0\r\n\r\n")),
                line("an unknown encoding of the transfer", 400, put("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n")),
                line("a header on two lines", 400, get("/bucket/key", forS3() + "x-amz-meta-a: b\r\n c\r\n")),
                line("a blank before the colon", 400, get("/bucket/key", forS3() + "x-amz-meta-a : b\r\n")),
                line("no name of a header", 400, get("/bucket/key", forS3() + ": b\r\n")),
                line("NUL in a header", 400, get("/bucket/key", forS3() + "x-amz-meta-a: b\0c\r\n")),
                line("CR in a header", 400, get("/bucket/key", forS3() + "x-amz-meta-a: b\rc: d\r\n")),
                line("text beyond ASCII in a header", 400, get("/bucket/key", forS3() + "x-amz-meta-a: \u00e4\r\n")),
                line("two dates", 400, get("/bucket/key", forS3() + "Date: a\r\nDate: b\r\n")),
                line(
                        "a signature's part in another header",
                        400,
                        get("/bucket/key", forS3() + "X-Amz-Credential: a\r\n")),
                line("a signature's part in lower case", 400, get("/bucket/key?x-amz-credential=a", forS3())),
                line("a signature's part in disguise", 400, get("/bucket/key?X-Amz%2DCredential=a", forS3())),
                line(
                        "another protocol",
                        505,
                        "GET /bucket/key HTTP/3.0\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + forS3() + "\r\n"),
                line(
                        "a head that is too long",
                        431,
                        get("/bucket/key", forS3() + "x-amz-meta-a: " + "b".repeat(40_000) + "\r\n")),
                // Bodies
                line(
                        "an unknown kind of body",
                        501,
                        put("x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-EVENTS\r\n", "")),
                line("a hash that is none", 501, put("x-amz-content-sha256: " + HASH + "0\r\n", "")),
                line(
                        "two hashes",
                        400,
                        put("x-amz-content-sha256: " + HASH + "\r\nx-amz-content-sha256: UNSIGNED-PAYLOAD\r\n", "")),
                line(
                        "another body than its hash",
                        400,
                        put("x-amz-content-sha256: " + HASH + "\r\nContent-Length: 1\r\n", "x")),
                line(
                        "chunks that nobody declares",
                        400,
                        put("Content-Encoding: aws-chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n")),
                line(
                        "chunks for a query API",
                        501,
                        request(
                                "POST",
                                "/",
                                forSts() + chunkedHeaders("STREAMING-UNSIGNED-PAYLOAD-TRAILER", 0, Map.of()),
                                "0\r\n\r\n")),
                line(
                        "chunks without their length",
                        411,
                        put(
                                "x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD\r\nContent-Length: 5\r\n",
                                "0\r\n\r\n")),
                line(
                        "a length of chunks that is none",
                        400,
                        chunked("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "-1", "", "0\r\n\r\n")),
                line(
                        "fewer bytes in chunks",
                        400,
                        signed("2", "1" + SIGNATURE + "\r\nx\r\n0" + SIGNATURE + "\r\n\r\n")),
                line(
                        "more bytes in chunks",
                        400,
                        signed("1", "2" + SIGNATURE + "\r\nxx\r\n0" + SIGNATURE + "\r\n\r\n")),
                line(
                        "another chunk behind the last byte",
                        400,
                        signed(
                                "1",
                                "1" + SIGNATURE + "\r\nx\r\n1" + SIGNATURE + "\r\nx\r\n0" + SIGNATURE + "\r\n\r\n")),
                line(
                        "a chunk longer than it says",
                        400,
                        signed("2", "1" + SIGNATURE + "\r\nxx\r\n0" + SIGNATURE + "\r\n\r\n")),
                line("a chunk without its signature", 400, signed("1", "1\r\nx\r\n0" + SIGNATURE + "\r\n\r\n")),
                line("a chunk of another extension", 400, signed("1", "1;a=b\r\nx\r\n0" + SIGNATURE + "\r\n\r\n")),
                line(
                        "a size that is none",
                        400,
                        signed("1", "0x1" + SIGNATURE + "\r\nx\r\n0" + SIGNATURE + "\r\n\r\n")),
                line("lines that end in LF", 400, signed("1", "1" + SIGNATURE + "\nx\n0" + SIGNATURE + "\n\n")),
                line(
                        "something behind the chunks",
                        400,
                        signed("1", "1" + SIGNATURE + "\r\nx\r\n0" + SIGNATURE + "\r\n\r\nGET / HTTP/1.1\r\n\r\n")),
                line(
                        "a trailer that nobody declares",
                        400,
                        signed("1", "1" + SIGNATURE + "\r\nx\r\n0" + SIGNATURE + "\r\nx-amz-meta-a: b\r\n\r\n")),
                line("an unknown trailer", 501, trailed("x-amz-meta-a", "x-amz-meta-a:b\r\n")),
                line("two trailers", 501, trailed("x-amz-checksum-crc32,x-amz-checksum-sha1", "")),
                line("no trailer", 400, trailed("x-amz-checksum-crc32", "")),
                line("a wrong checksum", 400, trailed("x-amz-checksum-crc32", "x-amz-checksum-crc32:AAAAAA==\r\n")),
                line(
                        "a body that is too long",
                        413,
                        request("POST", "/", forSts() + "Content-Length: 16777217\r\nExpect: 100-continue\r\n", "")),
                line(
                        "an expired URI",
                        403,
                        request("GET", "/bucket/key?" + presigned("20261130T000000Z", "1"), "", "")),
                line(
                        "a URI that is good for too long",
                        400,
                        request("GET", "/bucket/key?" + presigned("20261130T000000Z", "604801"), "", "")),
                line("a URI without a time", 400, request("GET", "/bucket/key?" + presigned("", "60"), "", "")),
                line(
                        "a URI signed twice",
                        400,
                        request(
                                "GET",
                                "/bucket/key?" + presigned("20261130T000000Z", "60") + "&X-Amz-Date=x",
                                "",
                                "")));
    }

    private static final String SIGNATURE = ";chunk-signature=" + HASH;

    private static Arguments line(String why, int status, String request) {
        return Arguments.of(why, status, request);
    }

    private static String get(String target, String headers) {
        return request("GET", target, headers, "");
    }

    /* Of which the headers say the length. */
    private static String put(String headers, String body) {
        return request("PUT", "/bucket/key", forS3() + headers, "") + body;
    }

    private static String chunked(String kind, String decoded, String more, String body) {
        return put(
                "X-Amz-Content-Sha256: " + kind + "\r\nX-Amz-Decoded-Content-Length: " + decoded + "\r\n" + more
                        + "Content-Length: " + body.length() + "\r\n",
                body);
    }

    private static String signed(String decoded, String body) {
        return chunked("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", decoded, "", body);
    }

    private static String trailed(String names, String trailers) {
        return chunked(
                "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
                "1",
                "X-Amz-Trailer: " + names + "\r\n",
                "1\r\nx\r\n0\r\n" + trailers + "\r\n");
    }

    static String presigned(String date, String seconds) {
        return "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=" + PLACEHOLDER
                + "%2F20261130%2Feu-central-1%2Fs3%2Faws4_request&X-Amz-Date=" + date + "&X-Amz-Expires=" + seconds
                + "&X-Amz-SignedHeaders=host&X-Amz-Signature=" + HASH;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String why, int status, String request) throws Exception {
        String answer = exchange(request);

        assertThat(answer).as(why).startsWith("HTTP/1.1 " + status + " ");
        assertThat(upstream.take()).as(why).isEmpty();
        assertThat(answer + log()).doesNotContain(PLACEHOLDER, KEY_ID, "127.0.0.1:" + upstream.port());
    }

    /** These arrive, and what arrives is harmless: why, the request, the target that arrives, and the body. */
    static Stream<Arguments> harmless() {
        String chunked = "Transfer-Encoding: chunked\r\n";
        return Stream.of(
                Arguments.of("an absolute target of this host", get("http://127.0.0.1/bucket/key", forS3()), ""),
                Arguments.of("parameters of a path", get("/bucket/key;a=b", forS3()), ""),
                Arguments.of("two slashes in a row", get("/bucket//key", forS3()), ""),
                Arguments.of("a query in a query", get("/bucket/key?a=/../other%2F..", forS3()), ""),
                Arguments.of("an encoding that is not needed", get("/bucket/%6bey", forS3()), ""),
                Arguments.of("lines that end in LF", get("/bucket/key", forS3()).replace("\r\n", "\n"), ""),
                Arguments.of(
                        "names of headers in Connection",
                        get("/bucket/key", forS3() + "Connection: x-amz-date, host, x-secret\r\nX-Secret: a\r\n"),
                        ""),
                Arguments.of(
                        "a date of the client's",
                        get("/bucket/key", forS3() + "Date: Mon, 30 Nov 2026 00:00:00 GMT\r\n"),
                        ""),
                Arguments.of("a session token", get("/bucket/key", forS3() + "X-Amz-Security-Token: x-secret\r\n"), ""),
                Arguments.of(
                        "a session token in the query",
                        get("/bucket/key?X-Amz-Date=a", "")
                                .replace(
                                        "X-Amz-Date=a",
                                        presigned(SOON, "604800") + "&X-Amz-Security-Token=x-secret&a=b"),
                        ""),
                Arguments.of(
                        "headers of a proxy",
                        get(
                                "/bucket/key",
                                forS3()
                                        + "Proxy-Authorization: x-secret\r\nX-Forwarded-For: x-secret\r\nX-Real-IP: x-secret\r\n"
                                        + "Forwarded: for=x-secret;host=evil.example\r\n"),
                        ""),
                Arguments.of("a copy that the rule allows", put("x-amz-copy-source: data/key?versionId=1\r\n", ""), ""),
                Arguments.of("a body in pieces", put(chunked, "1\r\nx\r\n2;ext=1\r\nyz\r\n0\r\n\r\n"), "xyz"),
                Arguments.of(
                        "trailers",
                        put(
                                chunked + "Trailer: x-amz-date\r\n",
                                "1\r\nx\r\n0\r\nx-amz-date: x-secret\r\nHost: evil\r\n\r\n"),
                        "x"),
                Arguments.of(
                        "a request behind the body",
                        put("Content-Length: 1\r\n", "xGET /other/key HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"),
                        "x"),
                Arguments.of(
                        "a body of GET",
                        request("GET", "/bucket/key", forS3(), "GET /other/key HTTP/1.1\r\n\r\n"),
                        "GET /other/key HTTP/1.1\r\n\r\n"));
    }

    private static final String SOON = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'")
            .withZone(ZoneOffset.UTC)
            .format(Instant.now());

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void harmless(String why, String request, String body) throws Exception {
        String answer = exchange(request);

        assertThat(answer).as(why).startsWith("HTTP/1.1 200 OK");
        List<Arrived> arrived = upstream.take();
        assertThat(arrived).hasSize(1);
        assertThat(S3.check(arrived.get(0))).asString(ISO_8859_1).isEqualTo(body);
        assertThat(arrived.get(0).path())
                .isEqualTo(
                        request.split(" ")[1].replaceFirst("^http://[^/]*", "").replaceFirst("\\?.*", ""));
        assertThat(arrived.get(0).header("host")).isEqualTo("127.0.0.1:" + upstream.port());
        assertThat(arrived.get(0).headers())
                .allSatisfy(header -> assertThat(header[1]).doesNotContain("x-secret", PLACEHOLDER));
        assertThat(arrived.get(0).target()).doesNotContain("x-secret", PLACEHOLDER);
    }

    @Test
    void saysWhatIsMissingInTheFormOfTheService() throws Exception {
        assertThat(exchange(get("/other/key", forS3())))
                .contains(
                        "Content-Type: application/xml",
                        "<Error><Code>AccessDenied</Code><Message>no line of the rule");
        assertThat(exchange(get("/other", forSts()))).contains("<ErrorResponse><Error><Code>AccessDenied</Code>");
        assertThat(exchange(get("/", signedBy(PLACEHOLDER, "us-east-1", "iam"))))
                .contains("<ErrorResponse><Error><Code>AccessDenied</Code><Message>no rule for this placeholder");
        assertThat(exchange(request("POST", "/other", forSts() + "Content-Type: application/x-amz-json-1.1\r\n", "{}")))
                .contains("Content-Type: application/json", "{\"__type\": \"AccessDenied\", \"message\": \"no line");
        assertThat(exchange(request("HEAD", "/other/key", forS3(), "")))
                .startsWith("HTTP/1.1 403")
                .endsWith("\r\n\r\n");
        assertThat(log())
                .contains("rule=\"reports\" method=\"GET\" path=\"/other/key\" status=403 outcome=AccessDenied");
    }
}
