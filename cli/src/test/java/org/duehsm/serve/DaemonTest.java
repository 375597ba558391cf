package org.duehsm.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.duehsm.firmware.VirtualDue;
import org.duehsm.provider.DueHsmProvider;
import org.duehsm.socket.ShortPath;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests of a daemon on one virtual Due for the class. */
@Timeout(120)
abstract class DaemonTest {

    static final String KEY_ID = "AKIAIOSFODNN7EXAMPLE";
    static final byte[] KEY = "a secret of the tests".getBytes(UTF_8);

    @TempDir
    static Path folder;

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static VirtualDue due;
    private static DueHsmProvider provider;

    private static StringWriter log;
    private static Daemon daemon;

    @BeforeAll
    static void startDevice() throws IOException {
        startDeviceAgain();
        provider = new DueHsmProvider();
        System.setProperty("duehsm.port", due.port());
        importKey(KEY_ID, KEY);
    }

    @AfterAll
    static void stop() {
        stopDaemon();
        System.clearProperty("duehsm.port");
        due.close();
    }

    static void startDeviceAgain() throws IOException {
        due = VirtualDue.builder()
                .link(folder.resolve("due"))
                .flash(folder.resolve("flash"))
                .start();
    }

    static void cutPower() {
        due.close();
    }

    static void importKey(String id, byte[] key) {
        client().importKey(id, Algorithm.HMAC_SHA1, key, true);
    }

    static DueHsmClient client() {
        return DueHsmClient.shared(ClientConfig.of(due.port()));
    }

    static String devicePort() {
        return due.port();
    }

    private static void stopDaemon() {
        if (daemon != null) {
            daemon.close();
        }
        daemon = null;
    }

    /** As {@code due-hsm serve} without options, but for the port. */
    static void serve() throws IOException {
        serve(DaemonConfig.onLoopback(0));
    }

    /** Instead of the daemon before, if there is one. */
    static void serve(DaemonConfig config) throws IOException {
        stopDaemon();
        daemon = start(config);
    }

    /** On loopback and at a Unix-domain socket, with other limits. */
    static DaemonConfig config(Optional<Path> unixSocket, ClientLimits limits) {
        return new DaemonConfig(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                unixSocket,
                Set.of(),
                Access.open(),
                DaemonConfig.DEFAULT_MAX_BODY,
                limits);
    }

    /** With the keys of another device. */
    static void serve(DueHsmProvider other, DaemonConfig config) throws IOException {
        stopDaemon();
        daemon = start(other, config);
    }

    static Daemon start(DaemonConfig config) throws IOException {
        return start(provider, config);
    }

    private static Daemon start(DueHsmProvider provider, DaemonConfig config) throws IOException {
        log = new StringWriter();
        Clock clock = Clock.fixed(Instant.parse("2012-08-17T12:00:00Z"), ZoneOffset.UTC);
        return new Daemon(provider, config, new SigningLog(new PrintWriter(log, true), clock, false));
    }

    static Daemon daemon() {
        return daemon;
    }

    static String log() {
        return log.toString();
    }

    /** A string to sign as the original's client makes it. */
    static String message(String keyId) {
        return "GET\nec2.amazonaws.com\n/\nAWSAccessKeyId=" + keyId
                + "&Action=DescribeInstances&SignatureMethod=HmacSHA1"
                + "&SignatureVersion=2&Timestamp=2012-08-17T12%3A00%3A00.000Z&Version=2012-07-20";
    }

    static HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return post(body.getBytes(UTF_8));
    }

    static HttpResponse<String> post(byte[] body) throws IOException, InterruptedException {
        return send(request("/sign/aws").POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(daemon.uri().resolve(path));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
        return HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What the daemon answers to these bytes of a connection, up to its end. */
    static String exchange(String bytes) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    /** The same over a Unix-domain socket. */
    static String exchange(Path unixSocket, String bytes) throws IOException {
        try (ShortPath way = ShortPath.to(unixSocket);
                SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(way.path()))) {
            channel.write(ByteBuffer.wrap(bytes.getBytes(ISO_8859_1)));
            channel.shutdownOutput();
            return new String(Channels.newInputStream(channel).readAllBytes(), ISO_8859_1);
        }
    }

    /** A whole request to sign {@code message}. */
    static String signRequest(String message) {
        return "POST /sign/aws HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + message.length() + "\r\n\r\n"
                + message;
    }

    static Socket connect() throws IOException {
        return new Socket(daemon.uri().getHost(), daemon.uri().getPort());
    }

    static String error(String code) {
        return "{\"success\": false, \"error\": \"" + code + "\"}\n";
    }

    static String signed(String message) throws GeneralSecurityException {
        return signed(KEY, message.getBytes(UTF_8));
    }

    /** What the daemon has to answer, computed by the JDK. */
    static String signed(byte[] key, byte[] message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1", "SunJCE");
        mac.init(new SecretKeySpec(key, "HmacSHA1"));
        String hex = HexFormat.of().withUpperCase().formatHex(mac.doFinal(message));
        return "{\"success\": true, \"signature\": \"" + hex + "\"}\n";
    }
}
