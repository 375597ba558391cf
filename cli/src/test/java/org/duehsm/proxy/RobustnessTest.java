package org.duehsm.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ends when they are slow, early, gone, or answer what is not everyday. */
class RobustnessTest extends ProxyTest {

    private static final int LARGE = 17 << 20;

    @Test
    void streamsABodyByTheHashInFront() throws Exception {
        start(rules("hash"));
        String body = "0123456789abcdef".repeat(LARGE >> 4);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes(ISO_8859_1));
        String head = forS3() + "X-Amz-Content-Sha256: ";

        assertThat(exchange(request("PUT", "/bucket/key", head + HexFormat.of().formatHex(hash) + "\r\n", body)))
                .startsWith("HTTP/1.1 200");
        assertThat(S3.check(upstream.take().get(0))).hasSize(LARGE);

        hash[0]++;
        assertThat(exchange(request("PUT", "/bucket/key", head + HexFormat.of().formatHex(hash) + "\r\n", body)))
                .startsWith("HTTP/1.1 400")
                .contains("XAmzContentSHA256Mismatch");
        assertThat(upstream.take()).noneMatch(Arrived::whole);
    }

    /** Whatever the client finds wrong only at its end: what has been sent by then is never a whole request. */
    @ParameterizedTest
    @ValueSource(strings = {"chunks", "unsigned"})
    void breaksOffABodyThatIsWrong(String mode) throws Exception {
        start(rules(mode));
        String data = "x".repeat(300_000);
        String headers = forS3()
                + chunkedHeaders(
                        "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
                        data.length(),
                        Map.of("X-Amz-Trailer", "x-amz-checksum-crc32"));
        String body = ForwardingTest.chunks(data, "") + "x-amz-checksum-crc32:AAAAAA==\r\n\r\n";

        assertThat(exchange(request("PUT", "/bucket/key", headers, body)))
                .startsWith("HTTP/1.1 400")
                .contains("BadDigest");
        assertThat(upstream.take()).noneMatch(Arrived::whole);
        assertThat(exchange(request("GET", "/bucket/key", forS3(), ""))).startsWith("HTTP/1.1 200");
    }

    @Test
    void breaksOffWithItsClient() throws Exception {
        start(rules("chunks"));
        try (Socket client = new Socket("127.0.0.1", proxy().uri().getPort())) {
            String whole = request("PUT", "/bucket/key", forS3(), "x".repeat(LARGE));
            client.getOutputStream().write(whole.substring(0, LARGE / 2).getBytes(ISO_8859_1));
        }
        upstream.awaitArrival();
        assertThat(upstream.take()).noneMatch(Arrived::whole);
    }

    /** As S3 does for a wrong key: it answers by the head, and closes. */
    @Test
    void passesOnAnAnswerThatComesBeforeTheBody() throws Exception {
        start(rules("chunks"));
        upstream.answerHead("HTTP/1.1 403 Forbidden\r\nContent-Length: 5\r\nConnection: close\r\n\r\nearly");

        assertThat(exchange(request("PUT", "/bucket/key", forS3(), "x".repeat(LARGE))))
                .startsWith("HTTP/1.1 403")
                .endsWith("\r\n\r\nearly");
    }

    @Test
    void answersExpectContinueOnlyForWhatItPassesOn() throws Exception {
        start(rules("chunks"));
        String head = request("PUT", "/bucket/key", forS3() + "Expect: 100-continue\r\nContent-Length: 1\r\n", "");
        String goOn = "HTTP/1.1 100 Continue\r\n\r\n";
        try (Socket client = new Socket("127.0.0.1", proxy().uri().getPort())) {
            client.getOutputStream().write(head.getBytes(ISO_8859_1));
            assertThat(client.getInputStream().readNBytes(goOn.length()))
                    .asString(ISO_8859_1)
                    .isEqualTo(goOn);
            client.getOutputStream().write('x');
            assertThat(client.getInputStream().readAllBytes())
                    .asString(ISO_8859_1)
                    .startsWith("HTTP/1.1 200");
        }
        assertThat(exchange(head.replace("/bucket", "/other"))).startsWith("HTTP/1.1 403");
        assertThat(upstream.take()).hasSize(1).noneMatch(arrived -> arrived.has("expect"));
    }

    @Test
    void passesOnAnswersWithoutABody() throws Exception {
        start(rules("chunks"));
        upstream.answer("HTTP/1.1 200 OK\r\nContent-Length: 1234567\r\nETag: \"a\"\r\n\r\n");
        assertThat(exchange(request("HEAD", "/bucket/key", forS3(), "")))
                .contains("Content-Length: 1234567\r\n", "ETag: \"a\"\r\n")
                .endsWith("\r\n\r\n");
        for (String status : List.of("304 Not Modified", "204 No Content")) {
            upstream.answer("HTTP/1.1 " + status + "\r\nETag: \"a\"\r\n\r\n");
            assertThat(exchange(request("GET", "/bucket/key", forS3(), "")))
                    .startsWith("HTTP/1.1 " + status)
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void keepsTheConnectionToItself() throws Exception {
        start(rules("chunks"));
        upstream.answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: x-inner\r\nX-Inner: a\r\n"
                + "Alt-Svc: h2=\"evil.example\"\r\nx-amz-version-id: v\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
        assertThat(exchange(request("GET", "/bucket/key", forS3(), "")))
                .contains("x-amz-version-id: v", "abc")
                .doesNotContain("X-Inner", "Alt-Svc");
    }

    @ParameterizedTest
    @CsvSource({"301,https://bucket.s3.us-west-2.amazonaws.com/key", "307,http://169.254.169.254/", "302,/other/key"})
    void followsNoRedirect(int status, String location) throws Exception {
        start(rules("chunks"));
        upstream.answer("HTTP/1.1 " + status + " Moved\r\nLocation: " + location
                + "\r\nx-amz-bucket-region: us-west-2\r\nContent-Length: 0\r\n\r\n");
        assertThat(exchange(request("GET", "/bucket/key", forS3(), "")))
                .startsWith("HTTP/1.1 403")
                .contains("another upstream and region (the bucket is in us-west-2)")
                .doesNotContain(location);
        assertThat(upstream.take()).hasSize(1);
    }

    @Test
    void showsThatAnAnswerIsNotWhole() throws Exception {
        start(rules("chunks"));
        upstream.answer((request, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc".getBytes(ISO_8859_1));
            out.flush();
            throw new IOException("it breaks off");
        });
        assertThat(exchange(request("GET", "/bucket/key", forS3(), "")))
                .contains("Content-Length: 100")
                .endsWith("abc");
        upstream.answer("no HTTP at all\r\n\r\n");
        assertThat(exchange(request("GET", "/bucket/key", forS3(), "")))
                .startsWith("HTTP/1.1 502")
                .doesNotContain("127.0.0.1:" + upstream.port());
    }

    @Test
    void waitsForUpstreamAsLongAsTheRuleSays() throws Exception {
        start(rules("chunks") + "timeout 1\n");
        CountDownLatch never = new CountDownLatch(1);
        upstream.answer((request, out) -> await(never));
        assertThat(exchange(request("POST", "/", forSts(), "Action=X"))).startsWith("HTTP/1.1 504");
        never.countDown();
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void saysThatTheDeviceDoesNotSign() throws Exception {
        start(rules("chunks").replace("key " + KEY_ID, "key AKIAELSE"));
        assertThat(exchange(request("GET", "/bucket/key", forS3(), "")))
                .startsWith("HTTP/1.1 503")
                .contains("the device does not sign")
                .doesNotContain("AKIAELSE");
        assertThat(upstream.take()).isEmpty();
    }

    @Test
    void passesOnBodiesOfUnknownLengthUpToABound() throws Exception {
        start(rules("chunks"));
        String headers = forS3() + "Transfer-Encoding: chunked\r\n";
        String chunk = "100000\r\n" + "x".repeat(1 << 20) + "\r\n";
        assertThat(exchange(request("PUT", "/bucket/key", headers, "") + chunk.repeat(16) + "0\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(S3.check(upstream.take().get(0))).hasSize(Outgoing.MAX_KEPT);
        assertThat(exchange(request("PUT", "/bucket/key", headers, "") + chunk.repeat(17) + "0\r\n\r\n"))
                .startsWith("HTTP/1.1 413")
                .contains("EntityTooLarge");
        assertThat(upstream.take()).isEmpty();
    }

    @Test
    void sendsPresignedRequestsUntilTheyExpire() throws Exception {
        Instant now = Instant.parse("2026-11-30T12:00:00Z");
        String target = "/bucket/key?a=%2F&" + RefusalsTest.presigned("20261130T115900Z", "60") + "&b";
        start(rules("chunks"), new SslContextFactory.Client(), Optional.empty(), Clock.fixed(now, ZoneOffset.UTC));
        assertThat(exchange(request("GET", target, "", ""))).startsWith("HTTP/1.1 200");
        Arrived arrived = upstream.take().get(0);
        assertThat(arrived.target()).isEqualTo("/bucket/key?a=%2F&b");
        S3.check(arrived);
        stopProxy();
        start(
                rules("chunks"),
                new SslContextFactory.Client(),
                Optional.empty(),
                Clock.fixed(now.plusSeconds(1), ZoneOffset.UTC));
        assertThat(exchange(request("GET", target, "", "")))
                .startsWith("HTTP/1.1 403")
                .contains("expired");
    }

    @Test
    void namesBucketsInTheHostWhereTheRuleDoes() throws Exception {
        start(rules("chunks")
                .replaceFirst("upstream http://127.0.0.1", "virtual-hosted photos\nupstream http://localhost"));
        String answer = exchange(
                request("GET", "/bucket/key", forS3(), "").replace("Host: 127.0.0.1", "Host: Photos.localhost:1"));
        assertThat(answer).containsAnyOf("HTTP/1.1 200", "HTTP/1.1 502"); // not every system knows photos.localhost
        assertThat(upstream.take()).allSatisfy(arrived -> {
            S3.check(arrived);
            assertThat(arrived.header("host")).isEqualTo("photos.localhost:" + upstream.port());
        });
        for (String host :
                List.of("127.0.0.1", "localhost", "other.localhost", "photos.evil.example", "a.photos.localhost")) {
            assertThat(exchange(request("GET", "/bucket/key", forS3(), "").replace("Host: 127.0.0.1", "Host: " + host)))
                    .as(host)
                    .startsWith("HTTP/1.1 403");
        }
        assertThat(upstream.take()).isEmpty();
    }

    @Test
    void listensAtASocketOfItsOwner() throws Exception {
        Path place = folder.resolve("proxy.sock");
        start(rules("chunks"), new SslContextFactory.Client(), Optional.of(place), Clock.systemUTC());
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(place))) {
            channel.write(
                    ByteBuffer.wrap(request("GET", "/bucket/key", forS3(), "").getBytes(ISO_8859_1)));
            assertThat(Channels.newInputStream(channel).readAllBytes())
                    .asString(ISO_8859_1)
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void takesAsManyRequestsOfARuleAsItMay() throws Exception {
        start(rules("chunks"));
        CountDownLatch all = new CountDownLatch(ProxyHandler.REQUESTS);
        CountDownLatch go = new CountDownLatch(1);
        upstream.answer((request, out) -> {
            all.countDown();
            await(go);
            out.write(RecordingUpstream.OK.getBytes(ISO_8859_1));
        });
        List<Thread> clients = java.util.stream.IntStream.range(0, ProxyHandler.REQUESTS)
                .mapToObj(i -> new Thread(() -> quietly(request("GET", "/bucket/key", forS3(), ""))))
                .toList();
        clients.forEach(Thread::start);
        all.await();
        assertThat(exchange(request("GET", "/bucket/key", forS3(), "")))
                .startsWith("HTTP/1.1 503")
                .contains("SlowDown");
        go.countDown();
        for (Thread client : clients) {
            client.join();
        }
        assertThat(exchange(request("GET", "/bucket/key", forS3(), ""))).startsWith("HTTP/1.1 200");
    }

    /** Whoever holds all the memory of a rule, by bodies that never end, keeps the clients of no other rule out. */
    @Test
    void keepsTheBodiesOfEachRuleByItself() throws Exception {
        start(rules("chunks"));
        String endless = "POST /bucket/key HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + forS3()
                + "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n";
        List<Socket> holders = new ArrayList<>();
        try {
            for (int i = 0; i < Outgoing.MAX_ALL_KEPT / Outgoing.MAX_KEPT; i++) {
                Socket holder = new Socket("127.0.0.1", proxy().uri().getPort());
                holders.add(holder);
                holder.getOutputStream().write(endless.getBytes(ISO_8859_1));
            }
            String answer;
            do {
                answer = exchange(endless + "0\r\n\r\n");
            } while (answer.startsWith("HTTP/1.1 200")); // until the others have been taken
            assertThat(answer).startsWith("HTTP/1.1 503").contains("SlowDown");

            assertThat(exchange(request("POST", "/", forSts(), "Action=GetCallerIdentity")))
                    .startsWith("HTTP/1.1 200");
        } finally {
            for (Socket holder : holders) {
                holder.close();
            }
        }
    }

    private void quietly(String request) {
        try {
            exchange(request);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A client that reads nothing holds up nobody else, and costs no more memory than a few pieces. */
    @Test
    void keepsToThePaceOfASlowClient() throws Exception {
        start(rules("chunks"));
        byte[] piece = new byte[1 << 16];
        upstream.answer((request, out) -> writeLarge(out, piece));
        try (Socket slow = new Socket("127.0.0.1", proxy().uri().getPort())) {
            slow.getOutputStream()
                    .write(request("GET", "/bucket/slow", forS3(), "").getBytes(ISO_8859_1));
            assertThat(slow.getInputStream().readNBytes(12))
                    .asString(ISO_8859_1)
                    .isEqualTo("HTTP/1.1 200");
            assertThat(exchange(request("GET", "/bucket/fast", forS3(), ""))).startsWith("HTTP/1.1 200");
            assertThat(slow.getInputStream().readAllBytes()).hasSizeGreaterThan(LARGE);
        }
    }

    private static void writeLarge(OutputStream out, byte[] piece) throws IOException {
        out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n").getBytes(ISO_8859_1));
        for (int sent = 0; sent < LARGE; sent += piece.length) {
            out.write(piece);
        }
    }
}
