package org.duehsm.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DeviceInfo;
import org.duehsm.client.KeyLimits;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /mac}: a message of any length, and its MAC. */
class MacTest extends DaemonTest {

    private static final int PART = 64 << 10;
    private static final int LONG = 3 * PART;
    private static final ClientLimits IMPATIENT =
            new ClientLimits(1024, 896, Duration.ofMinutes(2), Duration.ofMillis(200));

    @BeforeAll
    static void startDaemon() throws IOException {
        serve();
    }

    @Test
    void answersTheMacAndItsAlgorithm() throws Exception {
        HttpResponse<String> answer = mac(KEY_ID, BodyPublishers.ofString("what do ya want for nothing?"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body())
                .isEqualTo(expected("what do ya want for nothing?".getBytes(UTF_8)))
                .matches("\\{\"success\": true, \"mac\": \"[0-9a-f]{40}\", \"algorithm\": \"HmacSHA1\"}\n");
        assertThat(log()).contains("key=\"" + KEY_ID + "\" bytes=28 outcome=signed\n");
    }

    /** Which the other path, whose signatures are by HMAC-SHA1, refuses. */
    @Test
    void aKeyForHmacSha256() throws Exception {
        client().importKey("sha256", Algorithm.HMAC_SHA256, KEY, true);
        for (int length : new int[] {1, LONG}) {
            assertThat(mac("sha256", BodyPublishers.ofByteArray(message(length)))
                            .body())
                    .isEqualTo(expected("HmacSHA256", message(length)));
        }
        assertThat(post(message("sha256")).body()).isEqualTo(error("invalid-command"));
    }

    /** Its message is a string to sign, within its limits. */
    @Test
    void aKeyForSignature4() throws Exception {
        KeyLimits limits = KeyLimits.of(List.of("eu-west-1"), List.of("s3"));
        client().importKey("aws", Algorithm.AWS4_HMAC_SHA256, KEY, limits, true);
        String string = "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/eu-west-1/s3/aws4_request\n" + "0".repeat(64);
        HttpResponse<String> signed = mac("aws", BodyPublishers.ofString(string));
        assertThat(signed.statusCode()).isEqualTo(200);
        assertThat(signed.body())
                .matches("\\{\"success\": true, \"mac\": \"[0-9a-f]{64}\", \"algorithm\": \"AWS4-HMAC-SHA256\"}\n");

        HttpResponse<String> limited = mac("aws", BodyPublishers.ofString(string.replace("eu-", "us-")));
        assertThat(limited.statusCode()).isEqualTo(403);
        assertThat(limited.body()).isEqualTo(error("key-limited"));
        for (int length : new int[] {0, 8, 387, LONG}) {
            HttpResponse<String> other = mac("aws", BodyPublishers.ofByteArray(message(length)));
            assertThat(other.statusCode()).isEqualTo(400);
            assertThat(other.body()).isEqualTo(error("invalid-message"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PART - 1, PART, PART + 1, 2 * PART, 1 << 20})
    void messagesOfAnyLength(int length) throws Exception {
        byte[] message = message(length);

        assertThat(mac(KEY_ID, BodyPublishers.ofByteArray(message)).body()).isEqualTo(expected(message));
        BodyPublisher inChunks = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(message));
        assertThat(mac(KEY_ID, inChunks).body()).isEqualTo(expected(message));
        assertThat(log()).contains("bytes=" + length + " outcome=signed\n");
    }

    @ParameterizedTest
    @CsvSource({
        "a key+1, a%20key%2B1",
        "a key+1, a+key%2b1",
        "a key+1, '%61+key%2B1'",
        "Schlüssel, Schl%C3%BCssel",
        "a=b, a=b",
    })
    void keyIdsAsFormsEncodeThem(String keyId, String encoded) throws Exception {
        importKey(keyId, KEY);

        assertThat(mac(encoded, BodyPublishers.ofString("m")).body()).isEqualTo(expected("m".getBytes(UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 400, key-not-given",
        "?, 400, key-not-given",
        "?key, 400, invalid-key",
        "?key=, 400, invalid-key",
        "?id=x, 400, invalid-key",
        "?key=a&key=b, 400, invalid-key",
        "?key=a&x=b, 400, invalid-key",
        "?key=%FF, 400, invalid-key",
        "?key=%0A, 400, invalid-key",
        "?key=no-such-key, 404, unknown-key",
    })
    void whatIsNoKey(String query, int status, String code) throws Exception {
        for (int length : new int[] {0, 1, LONG}) {
            HttpResponse<String> answer =
                    send(request("/mac" + query).POST(BodyPublishers.ofByteArray(message(length))));
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body()).isEqualTo(error(code));
        }
    }

    @Test
    void malformedQueries() throws Exception {
        assertThat(exchange("POST /mac?key=%4 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(exchange("POST /mac?key=\u00e4 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void isGuardedAsTheOtherPath() throws Exception {
        HttpResponse<String> get = get("/mac?key=" + KEY_ID);
        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("Allow")).hasValue("POST");
        HttpResponse<String> page = send(request("/mac?key=" + KEY_ID)
                .header("Origin", "http://localhost")
                .POST(BodyPublishers.noBody()));
        assertThat(page.body()).isEqualTo(error("forbidden-origin"));
    }

    /** One more is told so at once, and short messages are served all the same. */
    @Test
    void asManyLongMessagesAsThereCanBe() throws Exception {
        List<Socket> holders = new ArrayList<>();
        for (int i = 0; i < MacHandler.LONG_MESSAGES; i++) {
            long frames = frames();
            holders.add(begin(LONG, LONG - 1));
            awaitFramesOfAMessage(frames);
        }
        HttpResponse<String> oneMore = mac(KEY_ID, BodyPublishers.ofByteArray(message(LONG)));
        assertThat(oneMore.statusCode()).isEqualTo(503);
        assertThat(oneMore.body()).isEqualTo(error("busy"));
        assertThat(mac(KEY_ID, BodyPublishers.ofByteArray(message(PART))).body())
                .isEqualTo(expected(message(PART)));
        for (Socket holder : holders) {
            holder.getOutputStream().write(message(LONG), LONG - 1, 1);
            holder.shutdownOutput();
            assertThat(new String(holder.getInputStream().readAllBytes(), UTF_8))
                    .endsWith(expected(message(LONG)));
            holder.close();
        }
        assertLongMessage();
    }

    /** Time and again more than the device has streams. */
    @Test
    void messagesThatBreakOff() throws Exception {
        for (int i = 0; i < 80; i++) {
            try (Socket socket = begin(LONG, LONG - 1 - i * 1000)) {
                socket.setSoLinger(true, 0);
            }
        }
        awaitRoomForALongMessage();
        assertThat(log()).contains("outcome=broken-off");
    }

    @Test
    void messagesThatStall() throws Exception {
        serve(config(Optional.empty(), IMPATIENT));
        List<Socket> stalled = new ArrayList<>();
        for (int i = 0; i < MacHandler.LONG_MESSAGES; i++) {
            stalled.add(begin(LONG, LONG - 1));
        }
        for (Socket socket : stalled) {
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 408")
                    .endsWith(error("timeout"));
            socket.close();
        }
        // The device's part of the time is not the client's: a message that comes may take longer than that.
        byte[] message = message(4 << 20);
        assertThat(mac(KEY_ID, BodyPublishers.ofByteArray(message)).body()).isEqualTo(expected(message));
        assertThat(get("/metrics").body())
                .contains("duehsm_sign_requests_total{outcome=\"signed\"} 1.0")
                .contains("duehsm_sign_requests_total{outcome=\"timeout\"} " + (double) MacHandler.LONG_MESSAGES)
                .contains("duehsm_signed_bytes_total " + (double) message.length)
                .contains("duehsm_sign_requests_in_progress 0.0");
        serve();
    }

    @Test
    void aDeviceThatGoesInTheMiddle() throws Exception {
        long frames = frames();
        try (Socket socket = begin(LONG, LONG - 1)) {
            awaitFramesOfAMessage(frames);
            cutPower();
            startDeviceAgain();
            socket.getOutputStream().write(message(LONG), LONG - 1, 1);
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 503")
                    .endsWith(error("device-unavailable"));
        }
        assertLongMessage();
    }

    /** Nothing of a message by the old key, and the rest by the new one. */
    @Test
    void aKeyThatIsReplacedInTheMiddle() throws Exception {
        importKey("replaced", KEY);
        long frames = frames();
        try (Socket socket = begin("replaced", LONG, LONG - 1)) {
            awaitFramesOfAMessage(frames);
            importKey("replaced", KEY);
            socket.getOutputStream().write(message(LONG), LONG - 1, 1);
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 409")
                    .endsWith(error("key-changed"));
        }
    }

    private static HttpResponse<String> mac(String encodedKeyId, BodyPublisher body) throws Exception {
        return send(request("/mac?key=" + encodedKeyId).POST(body));
    }

    private static void assertLongMessage() throws Exception {
        assertThat(mac(KEY_ID, BodyPublishers.ofByteArray(message(LONG))).body())
                .isEqualTo(expected(message(LONG)));
    }

    /* Until the daemon has noticed that others have gone. */
    private static void awaitRoomForALongMessage() throws Exception {
        String answer;
        do {
            answer = mac(KEY_ID, BodyPublishers.ofByteArray(message(LONG))).body();
        } while (answer.equals(error("busy")));
        assertThat(answer).isEqualTo(expected(message(LONG)));
    }

    /** A connection with the beginning of a message of so many bytes. */
    private static Socket begin(int length, int sent) throws IOException {
        return begin(KEY_ID, length, sent);
    }

    private static Socket begin(String keyId, int length, int sent) throws IOException {
        Socket socket = connect();
        String head = "POST /mac?key=" + keyId + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                + length + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(UTF_8));
        socket.getOutputStream().write(message(length), 0, sent);
        return socket;
    }

    /** How many the device has taken: of those that the line made it have twice, or too early, none. */
    private static long frames() {
        DeviceInfo.Counters counters = client().info().counters();
        return counters.frames() - counters.repetitions() - counters.gaps();
    }

    /** Until the device has taken many more frames than those of our asking for it, three each time. */
    private static void awaitFramesOfAMessage(long before) {
        long expected = before + 100;
        do {
            expected += 3;
        } while (frames() < expected);
    }

    private static byte[] message(int length) {
        byte[] message = new byte[length];
        new Random(length).nextBytes(message);
        return message;
    }

    private static String expected(byte[] message) throws GeneralSecurityException {
        return expected("HmacSHA1", message);
    }

    private static String expected(String algorithm, byte[] message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm, "SunJCE");
        mac.init(new SecretKeySpec(KEY, algorithm));
        return "{\"success\": true, \"mac\": \"" + HexFormat.of().formatHex(mac.doFinal(message))
                + "\", \"algorithm\": \"" + algorithm + "\"}\n";
    }
}
