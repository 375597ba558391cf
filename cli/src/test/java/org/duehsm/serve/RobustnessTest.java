package org.duehsm.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.duehsm.provider.DueHsmProvider;
import org.junit.jupiter.api.Test;

/** Whatever clients do, daemon and device go on. */
class RobustnessTest extends DaemonTest {

    private static final String HEAD = "POST /sign/aws HTTP/1.1\r\nHost: localhost\r\n";

    @Test
    void malformedRequests() throws Exception {
        serve();
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            exchange(new String(bytes, StandardCharsets.ISO_8859_1));
            exchange(HEAD + "Content-Length: " + random.nextInt() + "\r\n\r\n" + bytes.length);
        }
        assertThat(exchange("NONSENSE\r\n\r\n")).startsWith("HTTP/1.1 400").contains("\"success\": false");
        assertThat(exchange("GET / HTTP/1.1\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431")
                .contains("\"success\": false");
        assertStillSigns();
    }

    @Test
    void hugeMessages() throws Exception {
        serve();
        int limit = DaemonConfig.DEFAULT_MAX_BODY;
        assertThat(exchange(HEAD + "Content-Length: 9999999999\r\n\r\n"))
                .startsWith("HTTP/1.1 413")
                .endsWith(error("message-too-long"));
        assertThat(post(new byte[limit + 1]).statusCode()).isEqualTo(413);
        assertThat(send(request("/sign/aws")
                                .POST(HttpRequest.BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream(new byte[limit + 1]))))
                        .statusCode())
                .isEqualTo(413);
        assertStillSigns();
    }

    @Test
    void slowMessages() throws Exception {
        serve(config(Optional.empty(), new ClientLimits(1024, 896, Duration.ofSeconds(30), Duration.ofMillis(200))));
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 100; i++) { // more than the daemon has threads
            Socket socket = connect();
            socket.getOutputStream().write((HEAD + "Content-Length: 100\r\n\r\nGET").getBytes());
            slow.add(socket);
        }
        assertStillSigns();
        for (Socket socket : slow) {
            String answer = new String(socket.getInputStream().readAllBytes());
            assertThat(answer).startsWith("HTTP/1.1 408").endsWith(error("timeout"));
            socket.close();
        }
        assertStillSigns();
    }

    @Test
    void slowHeads() throws Exception {
        serve();
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 100; i++) { // more than the daemon has threads
            Socket socket = connect();
            socket.getOutputStream().write(HEAD.substring(0, i % HEAD.length()).getBytes());
            slow.add(socket);
        }
        assertStillSigns();
        for (Socket socket : slow) {
            socket.close();
        }
        assertStillSigns();
    }

    /** To a device that takes a connection and never answers: what cannot even wait is told so, and at once. */
    @Test
    void moreMessagesThanCanWait() throws Exception {
        Path file = folder.resolve("silent.properties");
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        CompletableFuture<HttpResponse<String>> health;
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Files.writeString(
                    file, "port = tcp://127.0.0.1:" + silent.getLocalPort() + "\ntimeout = 100000\nname = silent");
            serve((DueHsmProvider) new DueHsmProvider().configure(file.toString()), DaemonConfig.onLoopback(0));
            for (int i = 0; i < 300; i++) { // 16 with the device, 256 in the queue, and some
                answers.add(sendAsync(request("/sign/aws").POST(HttpRequest.BodyPublishers.ofString(message(KEY_ID)))));
            }
            assertThat(CompletableFuture.anyOf(answers.toArray(CompletableFuture[]::new))
                            .thenApply(answer -> ((HttpResponse<?>) answer).body())
                            .join())
                    .isEqualTo(error("busy"));
            health = sendAsync(request("/health").GET());
            silent.accept().close();
        }
        assertThat(health.join().body()).contains("device-unavailable");
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.join().statusCode()).isEqualTo(503);
            assertThat(answer.join().body()).isIn(error("busy"), error("device-unavailable"));
        }
        serve();
        assertStillSigns();
    }

    @Test
    void abortedRequests() throws Exception {
        serve();
        String whole = HEAD + "Content-Length: " + message(KEY_ID).length() + "\r\n\r\n" + message(KEY_ID);
        for (int i = 0; i < whole.length(); i += 3) {
            try (Socket socket = connect()) {
                socket.setSoLinger(true, 0); // a reset, not an end
                socket.getOutputStream().write(whole.substring(0, i).getBytes());
            }
        }
        assertStillSigns();
    }

    @Test
    void aStopThatMeetsARequest() throws Exception {
        serve();
        URI uri = daemon().uri();
        try (Socket socket = connect()) {
            String message = message(KEY_ID);
            socket.getOutputStream()
                    .write((HEAD + "Content-Length: " + message.length() + "\r\n\r\n" + message.charAt(0)).getBytes());
            awaitMetric("duehsm_sign_requests_in_progress 1.0");
            CompletableFuture<Void> stop = CompletableFuture.runAsync(daemon()::close);
            socket.getOutputStream().write(message.substring(1).getBytes());

            assertThat(new String(socket.getInputStream().readAllBytes())).endsWith(signed(message));
            stop.join();
        }
        assertThatThrownBy(() -> new Socket(uri.getHost(), uri.getPort())).isInstanceOf(ConnectException.class);
    }

    @Test
    void aDeviceThatGoesAndReturns() throws Exception {
        serve();
        assertThat(get("/health").body()).contains("\"status\": \"up\"", "\"sealed\": false");
        cutPower();

        assertThat(post(message(KEY_ID)).statusCode()).isEqualTo(503);
        assertThat(post(message(KEY_ID)).body()).isEqualTo(error("device-unavailable"));

        startDeviceAgain();
        assertStillSigns();
    }

    @Test
    void counts() throws Exception {
        serve();
        post(message(KEY_ID));
        post("");

        assertThat(get("/metrics").headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/plain");
        assertThat(get("/metrics").body())
                .contains("duehsm_device_up 1.0")
                .contains("duehsm_sign_requests_total{outcome=\"signed\"} 1.0")
                .contains("duehsm_sign_requests_total{outcome=\"awsaccesskeyid-not-found\"} 1.0")
                .contains(
                        "duehsm_signed_bytes_total " + (double) message(KEY_ID).length())
                .contains("duehsm_sign_seconds_count 2");
    }

    private static void awaitMetric(String line) throws Exception {
        String metrics;
        do {
            metrics = get("/metrics").body();
        } while (!metrics.contains(line));
    }

    private static void assertStillSigns() throws Exception {
        assertThat(post(message(KEY_ID)).body()).isEqualTo(signed(message(KEY_ID)));
    }
}
