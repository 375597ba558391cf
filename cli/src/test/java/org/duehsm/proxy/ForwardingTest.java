package org.duehsm.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is passed on, and how it is signed. */
class ForwardingTest extends ProxyTest {

    @Test
    void signsForTheRule() throws Exception {
        start(rules("chunks"));
        String answer = exchange(request(
                "GET",
                "/bucket/a%20b//c~?versionId=x%2Fy&acl",
                forS3() + "X-Amz-Security-Token: t\r\nx-amz-meta-a: b\r\n",
                ""));

        assertThat(answer).startsWith("HTTP/1.1 200").endsWith("\r\n\r\nok");
        Arrived arrived = upstream.take().get(0);
        assertThat(S3.check(arrived)).isEmpty();
        assertThat(arrived.target()).isEqualTo("/bucket/a%20b//c~?versionId=x%2Fy&acl");
        assertThat(arrived.names())
                .doesNotContain("x-amz-security-token", "connection")
                .contains("x-amz-meta-a");
        assertThat(log())
                .contains("rule=\"reports\" method=\"GET\" path=\"/bucket/a%20b//c~\" status=200 outcome=forwarded")
                .doesNotContain(PLACEHOLDER, "versionId");
    }

    @Test
    void signsQueryRequestsByTheirHash() throws Exception {
        start(rules("chunks"));
        assertThat(exchange(request("POST", "/", forSts(), "Action=GetCallerIdentity&Version=2011-06-15")))
                .contains(" 200 ");
        assertThat(STS.check(upstream.take().get(0))).asString().startsWith("Action=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunks", "unsigned", "hash"})
    void decodesChunksAndSignsThemAnew(String mode) throws Exception {
        start(rules(mode));
        for (int size : List.of(0, 1, 70_000, 300_000)) {
            String data = "0123456789".repeat(size / 10) + "x".repeat(size % 10);
            String crc = Crc.base64(data.getBytes(ISO_8859_1));
            String signed = ";chunk-signature=" + "a".repeat(64);
            String trailer = "x-amz-checksum-crc32:" + crc + "\r\n";
            for (String[] kind : new String[][] {
                {"STREAMING-AWS4-HMAC-SHA256-PAYLOAD", signed, ""},
                {
                    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
                    signed,
                    trailer + "x-amz-trailer-signature:" + "b".repeat(64) + "\r\n"
                },
                {"STREAMING-UNSIGNED-PAYLOAD-TRAILER", "", trailer}
            }) {
                String body = chunks(data, kind[1]) + kind[2] + "\r\n";
                Map<String, String> names =
                        kind[2].isEmpty() ? Map.of() : Map.of("X-Amz-Trailer", "x-amz-checksum-crc32");
                String headers = forS3() + chunkedHeaders(kind[0], size, names);
                assertThat(exchange(request("PUT", "/bucket/key", headers, body)))
                        .as(mode + " " + kind[0] + " " + size)
                        .contains(" 200 OK");
                Arrived arrived = upstream.take().get(0);
                assertThat(new String(S3.check(arrived), ISO_8859_1)).isEqualTo(data);
                boolean hasSum = arrived.has("x-amz-checksum-crc32")
                        || new String(arrived.body(), ISO_8859_1)
                                .contains("\r\n" + "x-amz-checksum-crc32:" + crc + "\r\n");
                assertThat(hasSum).isEqualTo(!kind[2].isEmpty());
                assertThat(arrived.has("content-encoding")).isEqualTo(arrived.has("x-amz-decoded-content-length"));
            }
        }
    }

    static String chunks(String data, String extension) {
        StringBuilder body = new StringBuilder();
        for (int at = 0; at < data.length(); at += 65_536) {
            String chunk = data.substring(at, Math.min(data.length(), at + 65_536));
            body.append(Integer.toHexString(chunk.length()))
                    .append(extension)
                    .append("\r\n")
                    .append(chunk)
                    .append("\r\n");
        }
        return body + "0" + extension + "\r\n";
    }
}
