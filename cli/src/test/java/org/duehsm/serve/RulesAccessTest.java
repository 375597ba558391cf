package org.duehsm.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.duehsm.rules.Rules;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rules for HTTP: over TCP, over the Unix-domain socket, and with tokens. */
class RulesAccessTest extends DaemonTest {

    private static final String OTHER_KEY = "other";
    private static final String TOKEN = "0123456789abcdef0123";
    private static final String STRANGE = "fedcba98765432100123";

    @BeforeAll
    static void makeTokenAndKey() throws IOException {
        importKey(OTHER_KEY, KEY);
        Path token = Files.writeString(folder.resolve("token"), TOKEN);
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    }

    private static void serve(String... rules) throws IOException {
        serve(config(InetAddress.getLoopbackAddress(), Optional.empty(), rules));
    }

    private static DaemonConfig config(InetAddress address, Optional<Path> unixSocket, String... rules)
            throws IOException {
        Path file = Files.writeString(folder.resolve("rules"), String.join("\n", rules));
        return new DaemonConfig(
                new InetSocketAddress(address, 0),
                unixSocket,
                Set.of(address.getHostAddress()),
                Access.byRules(Rules.read(file)),
                DaemonConfig.DEFAULT_MAX_BODY);
    }

    @Test
    void whoComesOverTcp() throws Exception {
        serve("tcp mac AKIA*", "user root mac *");

        assertThat(post(message(KEY_ID)).body()).isEqualTo(signed(message(KEY_ID)));
        assertThat(mac(KEY_ID, null).statusCode()).isEqualTo(200);
        assertRefused(post(message(OTHER_KEY)), 403, "not-permitted");
        assertRefused(mac(OTHER_KEY, null), 403, "not-permitted");
        assertRefused(mac("no-such-key", null), 403, "not-permitted");
        assertRefused(mac("AKIANOSUCH", null), 404, "unknown-key");
        assertThat(mac(KEY_ID, STRANGE).statusCode()).isEqualTo(200); // as ever, where there are no tokens
        assertThat(log())
                .contains("key=\"" + KEY_ID + "\" bytes=1 outcome=signed by=\"tcp\"\n")
                .contains("key=\"other\" bytes=0 outcome=not-permitted by=\"tcp\"\n");
    }

    @Test
    void withoutARuleNobody() throws Exception {
        serve("user root mac *", "tcp list,random,manage *");

        assertRefused(post(message(KEY_ID)), 403, "not-permitted");
        assertRefused(mac(KEY_ID, null), 403, "not-permitted");
        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(get("/metrics").body()).contains("outcome=\"not-permitted\"} 2.0");
    }

    @Test
    void whoShowsAToken() throws Exception {
        serve("token token mac other");

        assertThat(mac(OTHER_KEY, TOKEN).statusCode()).isEqualTo(200);
        assertRefused(mac(KEY_ID, TOKEN), 403, "not-permitted");
        assertUnauthorized(mac(OTHER_KEY, STRANGE));
        assertUnauthorized(mac(OTHER_KEY, null));
        assertUnauthorized(post(message(OTHER_KEY)));
        assertThat(log()).contains("by=\"token token\"").doesNotContain(TOKEN, STRANGE);
    }

    /** May do what either line permits; but a token that is none is never taken for nothing. */
    @Test
    void whoIsTwoAtOnce() throws Exception {
        serve("token token mac other", "tcp mac " + KEY_ID);

        assertThat(mac(OTHER_KEY, TOKEN).statusCode()).isEqualTo(200);
        assertThat(mac(KEY_ID, TOKEN).statusCode()).isEqualTo(200);
        assertThat(mac(KEY_ID, null).statusCode()).isEqualTo(200);
        assertRefused(mac(OTHER_KEY, null), 403, "not-permitted");
        assertUnauthorized(mac(KEY_ID, STRANGE));
    }

    /** The peer of a socket is known by its user, whoever else may use TCP. */
    @Test
    void whoComesThroughTheSocket() throws Exception {
        Path socket = folder.resolve("socket");
        String user = Files.getOwner(folder).getName();
        serve(config(
                InetAddress.getLoopbackAddress(), Optional.of(socket), "user " + user + " mac other", "tcp mac AKIA*"));

        assertThat(exchange(socket, macRequest(OTHER_KEY))).startsWith("HTTP/1.1 200");
        assertThat(exchange(socket, macRequest(KEY_ID))).startsWith("HTTP/1.1 403");
        assertThat(exchange(macRequest(KEY_ID))).startsWith("HTTP/1.1 200");
        assertThat(exchange(macRequest(OTHER_KEY))).startsWith("HTTP/1.1 403");
        assertThat(log()).contains("by=\"user " + user + "\"");
    }

    /** A rule for TCP means the programs of this machine. */
    @Test
    void whoComesFromElsewhere() throws Exception {
        Optional<InetAddress> outer = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .findFirst();
        assumeTrue(outer.isPresent(), "this machine has loopback addresses only");
        serve(config(outer.get(), Optional.empty(), "tcp mac *", "token token mac other"));

        assertUnauthorized(mac(KEY_ID, null));
        assertThat(mac(OTHER_KEY, TOKEN).statusCode()).isEqualTo(200);
        assertRefused(mac(KEY_ID, TOKEN), 403, "not-permitted");
    }

    private static String macRequest(String keyId) {
        return "POST /mac?key=" + keyId + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nm";
    }

    private static HttpResponse<String> mac(String keyId, String token) throws Exception {
        HttpRequest.Builder request =
                request("/mac?key=" + keyId).POST(BodyPublishers.ofByteArray("m".getBytes(UTF_8)));
        return send(token == null ? request : request.header("Authorization", "Bearer " + token));
    }

    private static void assertUnauthorized(HttpResponse<String> answer) {
        assertRefused(answer, 401, "unauthorized");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.body()).isEqualTo(error(code));
        assertThat(answer.statusCode()).isEqualTo(status);
    }
}
