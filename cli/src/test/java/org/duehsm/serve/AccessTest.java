package org.duehsm.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.duehsm.rules.Token;
import org.duehsm.socket.ShortPath;
import org.duehsm.socket.UnixSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may have something signed, and who may not. */
class AccessTest extends DaemonTest {

    private static final String TOKEN = "0123456789abcdef0123";

    @Test
    void webPagesMayNot() throws Exception {
        serve();
        HttpRequest.Builder fromAPage =
                request("/sign/aws").header("Origin", "http://127.0.0.1").POST(body());

        HttpResponse<String> answer = send(fromAPage);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo(error("forbidden-origin"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:8086", "127.0.0.1.evil.example", "", "localhost:80:80", "[::2]"})
    void namesThatResolveToLoopbackMayNot(String host) throws Exception {
        serve();

        assertThat(exchange(get("/health", host))).contains("HTTP/1.1 40").doesNotContain("\"up\"");
        assertThat(exchange("GET http://evil.example/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .contains("HTTP/1.1 40");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8086", "127.0.0.1:1", "[::1]:8086", "signer.example:8086"})
    void loopbackAndConfiguredNamesMay(String host) throws Exception {
        serve(config(loopback(), Access.open(), Set.of("signer.example")));

        assertThat(exchange(get("/health", host))).contains("HTTP/1.1 200", "\"up\"");
    }

    @Test
    void withATokenOnlyThoseWhoShowIt() throws Exception {
        serve(config(loopback(), Access.byToken(Token.of(TOKEN, "a test")), Set.of()));

        for (String wrong : new String[] {"Bearer " + TOKEN + "x", "Bearer", "Basic " + TOKEN, TOKEN, ""}) {
            HttpResponse<String> answer =
                    send(request("/sign/aws").header("Authorization", wrong).POST(body()));
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
            assertThat(answer.body()).isEqualTo(error("unauthorized"));
        }
        assertThat(post(message(KEY_ID)).statusCode()).isEqualTo(401);
        assertThat(send(request("/sign/aws")
                                .header("Authorization", "bearer " + TOKEN)
                                .POST(body()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(request("/sign/aws")
                                .header("Authorization", "Bearer " + TOKEN)
                                .POST(body()))
                        .body())
                .isEqualTo(signed(message(KEY_ID)));
        assertThat(log()).doesNotContain(TOKEN);
    }

    @Test
    void beyondLoopbackOnlyWithAToken() throws Exception {
        InetSocketAddress anywhere = new InetSocketAddress("0.0.0.0", 0);

        assertThatThrownBy(() -> config(anywhere, Access.open(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("--bind 0.0.0.0", "--token-file", "--rules");
        assertThat(config(anywhere, Access.byToken(Token.of(TOKEN, "a test")), Set.of()))
                .isNotNull();
    }

    @Test
    void aTokenHasALengthWorthGuessing() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "short\n");

        assertThatThrownBy(() -> Token.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(file.toString(), "at least 16")
                .hasMessageNotContaining("short\n");
        Files.writeString(file, TOKEN, StandardCharsets.UTF_16);
        assertThatThrownBy(() -> Token.readText(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(file.toString(), "at least 16");
        assertThat(Token.read(Files.writeString(file, TOKEN + "\n")).isShownBy("Bearer " + TOKEN))
                .isTrue();
    }

    @Test
    void theOwnerOfTheUnixSocket() throws Exception {
        Path path = folder.resolve("socket");
        try (ServerSocketChannel abandoned = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            abandoned.bind(UnixDomainSocketAddress.of(path));
        }
        serve(onUnixSocket(path));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(exchange(path, signRequest(message(KEY_ID)))).endsWith(signed(message(KEY_ID)));
        assertThatThrownBy(() -> new UnixSocket(path)).hasMessageContaining("another program listens there");
        daemon().close();
        try (var left = Files.list(folder)) {
            assertThat(left).noneMatch(file -> file.getFileName().toString().matches("socket|\\.due-hsm.*"));
        }
    }

    /** As long as the system allows, which is one byte more than Java's channels do. */
    @Test
    void aPathOfAnyLengthThatASocketCanHave() throws Exception {
        Path parent = Files.createDirectory(folder.resolve("p"));
        Path longest = parent.resolve("x".repeat(UnixSocket.MAX_PATH - ShortPath.length(parent) - 1));
        assertThat(ShortPath.length(longest)).isEqualTo(UnixSocket.MAX_PATH);
        serve(onUnixSocket(longest));

        assertThat(exchange(longest, signRequest(message(KEY_ID)))).endsWith(signed(message(KEY_ID)));
        assertThatThrownBy(() -> new UnixSocket(longest)).hasMessageContaining("another program listens there");
        daemon().close();
        assertThat(parent).isEmptyDirectory();
        assertThatThrownBy(() -> onUnixSocket(Path.of(longest + "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "at most " + UnixSocket.MAX_PATH + " bytes", "has " + (UnixSocket.MAX_PATH + 1));
    }

    /** What another program has put there meanwhile is not ours to remove, and health says that we are not reached. */
    @Test
    void theUnixSocketOfAnother() throws Exception {
        Path path = folder.resolve("taken");
        serve(onUnixSocket(path));
        assertThat(exchange(get("/health", "localhost"))).startsWith("HTTP/1.1 200");
        Files.delete(path);
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(path));

            assertThat(exchange(get("/health", "localhost")))
                    .startsWith("HTTP/1.1 503")
                    .endsWith("{\"status\": \"not-listening\"}\n");
            daemon().close();
            assertThat(path).exists();
        }
        Files.delete(path);
    }

    @Test
    void noFileIsTakenForASocket() throws Exception {
        Path file = Files.writeString(folder.resolve("letter"), "Dear reader");

        assertThatThrownBy(() -> start(onUnixSocket(file))).hasMessageContaining("is no socket");
        assertThat(Files.readString(file)).isEqualTo("Dear reader");
    }

    @Test
    void twoDaemonsDoNotShareAPort() throws Exception {
        serve();

        assertThatThrownBy(() -> start(DaemonConfig.onLoopback(daemon().uri().getPort())))
                .hasMessageContainingAll("127.0.0.1", "is another daemon running there?");
    }

    private static HttpRequest.BodyPublisher body() {
        return HttpRequest.BodyPublishers.ofString(message(KEY_ID));
    }

    private static String get(String path, String host) {
        return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static DaemonConfig config(InetSocketAddress address, Access access, Set<String> hosts) {
        return new DaemonConfig(address, Optional.empty(), hosts, access, DaemonConfig.DEFAULT_MAX_BODY);
    }

    private static DaemonConfig onUnixSocket(Path path) {
        return config(Optional.of(path), ClientLimits.DEFAULT);
    }
}
