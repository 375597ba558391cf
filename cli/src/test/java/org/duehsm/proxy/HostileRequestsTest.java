package org.duehsm.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random requests of a hostile client who knows a placeholder: whatever it sends, either nothing arrives, or what arrives is
 * within the rule and signed right for what has arrived, byte for byte.
 */
class HostileRequestsTest extends ProxyTest {

    /** How many; of continuous integration more. */
    private static final int REQUESTS = Integer.getInteger("proxy.requests", 600);

    private static final long SEED = Long.getLong("proxy.seed", 23L);

    private static final List<String> METHODS =
            List.of("GET", "GET", "PUT", "PUT", "POST", "DELETE", "HEAD", "PATCH", "get", "G\tT", "");
    private static final List<String> VERSIONS =
            List.of(" HTTP/1.1", " HTTP/1.1", " HTTP/1.1", " HTTP/1.1", " HTTP/1.0", " HTTP/2.0", "");
    private static final List<String> PATH = List.of(
            "/",
            "/",
            "bucket",
            "bucket",
            "data",
            "other",
            "key",
            ".",
            "..",
            "%2e",
            "%2F",
            "%2f",
            "%5c",
            "\\",
            "%00",
            "%25",
            "%252e",
            ";",
            "a=b",
            "+",
            "%20",
            " ",
            "~",
            "%7E",
            "*",
            "@",
            ":",
            "//",
            "http://",
            "evil.example",
            "\u00e4",
            "%c3%a4",
            "%c0%ae",
            "{",
            "|",
            "#",
            "%");
    private static final List<String> QUERY = List.of(
            "a",
            "=",
            "=b",
            "&",
            "&",
            "%26",
            "%3D",
            "+",
            "%2B",
            "?",
            "/",
            "..",
            "X-Amz-Signature=0",
            "x-amz-date=1",
            "X-Amz-Expires=9",
            "%58-Amz-Date=1",
            "versionId=1",
            "acl",
            "z=%C3%A4",
            "z=\u00e4",
            " ",
            "%",
            "~",
            "*",
            "'",
            "\"");
    private static final List<String> HEADERS = List.of(
            "X-Amz-Meta-A: b",
            "x-amz-meta-a:  c   d ",
            "X-Amz-Meta-B:",
            "x-amz-copy-source: /data/key",
            "x-amz-copy-source: /other/key",
            "x-amz-copy-source: data/../other",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: gzip, chunked",
            "Content-Length: 5",
            "Content-Length: 0",
            "Content-Length: 4",
            "Content-Encoding: aws-chunked",
            "Content-Encoding: gzip,aws-chunked",
            "Content-Encoding: gzip",
            "x-amz-content-sha256: UNSIGNED-PAYLOAD",
            "x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            "x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
            "x-amz-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "x-amz-decoded-content-length: 0",
            "x-amz-decoded-content-length: 5",
            "x-amz-trailer: x-amz-checksum-crc32",
            "Connection: x-amz-date",
            "Connection: content-length, host",
            "Connection: close",
            "Host: evil.example",
            "Host: bucket.localhost",
            "Date: x",
            "X-Amz-Date: x",
            "Authorization: x",
            "X-Amz-Security-Token: x",
            "Expect: 100-continue",
            "Expect: x",
            "TE: trailers",
            "Trailer: x-amz-date",
            "Upgrade: h2c",
            "User-Agent: x",
            "User-Agent: y",
            "X-Amzn-Trace-Id: x",
            "X-HTTP-Method-Override: PATCH",
            "Content-Type: text/plain",
            "Cookie: a=b",
            "x-amz-meta-c: a\r\n b",
            "x-amz-meta-d: \u00e4",
            "x amz: b",
            ": b",
            "x-amz-meta-e : b",
            "Accept-Encoding: gzip",
            "Range: bytes=0-1",
            "If-Match: \"a, b\"",
            "X-Amz-Meta-F: \"a\",  b");
    private static final List<String> BODIES = List.of(
            "",
            "",
            "",
            "hello",
            "5\r\nhello\r\n0\r\n\r\n",
            "0\r\n\r\n",
            "hell",
            "0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n",
            "5;chunk-signature=" + "0".repeat(64) + "\r\nhello\r\n0;chunk-signature=" + "0".repeat(64) + "\r\n\r\n",
            "5\r\nhello\r\n0\r\nx-amz-meta-g: x\r\n\r\n");

    private final Random random = new Random(SEED);

    @Test
    void nothingElseIsSigned() throws Exception {
        start(rules("chunks"));
        int arrived = 0;
        for (int i = 0; i < REQUESTS; i++) {
            StringBuilder requests = new StringBuilder();
            for (int each = random.nextInt(3); each >= 0; each--) {
                requests.append(request());
            }
            exchange(requests.toString());
            for (Arrived one : upstream.take()) {
                if (one.whole()) {
                    assertWithinTheRule(one, "seed " + SEED + ", request " + i + ": " + requests);
                    arrived++;
                }
            }
        }
        assertThat(arrived).isGreaterThan(REQUESTS / 50); // or it would show nothing
    }

    private static void assertWithinTheRule(Arrived arrived, String request) {
        assertThat(S3.check(arrived)).as(request).isNotNull();
        String decoded = AskedTarget.decoded(arrived.path()).orElseThrow();
        boolean allowed = List.of("GET", "HEAD", "PUT", "POST", "DELETE").contains(arrived.method())
                        && (decoded.equals("/bucket") || decoded.startsWith("/bucket/"))
                || arrived.method().equals("GET") && decoded.matches("/data/+[^/](?s:.*)");
        assertThat(allowed).as(request).isTrue();
        assertThat(arrived.path()).as(request).doesNotContainIgnoringCase("%2F");
        assertThat(decoded).as(request).doesNotContainPattern("/\\.\\.?([/\\\\;]|$)");
        assertThat(arrived.header("host")).as(request).isEqualTo("127.0.0.1:" + upstream.port());
        assertThat(arrived.names())
                .as(request)
                .doesNotContain("transfer-encoding", "expect", "te", "trailer", "upgrade", "x-amz-security-token");
        if (arrived.has("x-amz-copy-source")) {
            assertThat(arrived.header("x-amz-copy-source")).as(request).isEqualTo("/data/key");
        }
    }

    private String request() {
        StringBuilder request = new StringBuilder();
        request.append(one(METHODS))
                .append(' ')
                .append(target())
                .append(one(VERSIONS))
                .append(end());
        request.append("Host: 127.0.0.1").append(end()).append(forS3());
        for (int i = random.nextInt(4); i > 0; i--) {
            request.append(one(HEADERS)).append(end());
        }
        String body = one(BODIES);
        if (random.nextInt(3) > 0 && !body.isEmpty()) {
            request.append("Content-Length: ").append(body.length()).append(end());
        }
        request.append(end()).append(body);
        if (random.nextInt(8) == 0) { // broken off, or with something in it that does not belong there
            int at = random.nextInt(request.length());
            return random.nextBoolean()
                    ? request.substring(0, at)
                    : request.insert(at, (char) random.nextInt(256)).toString();
        }
        return request.toString();
    }

    private String target() {
        StringBuilder target = new StringBuilder(random.nextInt(4) == 0 ? "" : "/bucket/");
        for (int i = random.nextInt(4); i > 0; i--) {
            target.append(one(PATH));
        }
        if (random.nextBoolean()) {
            target.append('?');
            for (int i = random.nextInt(4); i > 0; i--) {
                target.append(one(QUERY));
            }
        }
        return target.toString();
    }

    private String end() {
        return random.nextInt(40) == 0 ? one(List.of("\n", "\r", "\r\r\n", "")) : "\r\n";
    }

    private String one(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
