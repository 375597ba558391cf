package org.duehsm.credentials;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.duehsm.rules.Token;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CredentialsServerTest {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private final PlayedClock clock = new PlayedClock();
    private final PlayedSource source = new PlayedSource(clock);
    private final SharedCredentials credentials =
            new SharedCredentials(source, Duration.ofMinutes(15), clock, line -> {});
    private CredentialsServer server;

    @BeforeEach
    void start() throws IOException {
        server = new CredentialsServer(credentials, Token.of(TOKEN, "the token"));
    }

    @AfterEach
    void stop() {
        server.close();
        credentials.close();
    }

    /** Status and body. */
    private String ask(String method, String path, String... headers) throws IOException {
        URI uri = server.uri();
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nConnection: close\r\n");
        boolean hasHost = String.join("\n", headers).contains("Host:");
        request.append(hasHost ? "" : "Host: " + uri.getAuthority() + "\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream().write((request + "\r\n").getBytes(ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            return answer.substring(9, 12) + answer.substring(answer.indexOf("\r\n\r\n") + 4);
        }
    }

    @Test
    void isOnLoopback() {
        assertThat(server.uri().getHost()).isEqualTo("127.0.0.1");
        assertThat(server.uri().getPath()).isEqualTo("/credentials");
    }

    @Test
    void answersAsTheSdksReadIt() throws Exception {
        String answer = ask("GET", "/credentials", "Authorization: " + TOKEN);
        assertThat(answer)
                .isEqualTo("200{\"AccessKeyId\":\"ASIA1\",\"SecretAccessKey\":\"secret/1\",\"Token\":\"token+1\","
                        + "\"Expiration\":\"2026-11-30T05:00:00Z\"}");
        assertThat(ask("GET", "/credentials", "Authorization: " + TOKEN)).isEqualTo(answer);
        assertThat(source.asked()).isEqualTo(1);
    }

    @Test
    void wantsTheToken() throws Exception {
        for (String[] headers : new String[][] {
            {},
            {"Authorization: "},
            {"Authorization: Bearer"},
            {"Authorization: " + TOKEN.substring(1)},
            {"Authorization: " + TOKEN + "0"},
            {"Authorization: " + TOKEN.toUpperCase(Locale.ROOT)},
            {"X-Authorization: " + TOKEN}
        }) {
            assertThat(ask("GET", "/credentials", headers)).startsWith("401{\"code\":\"Unauthorized\",\"message\":\"");
        }
        assertThat(ask("GET", "/elsewhere")).startsWith("401");
        assertThat(source.asked()).isZero();
    }

    @Test
    void keepsWebPagesOut() throws Exception {
        String token = "Authorization: " + TOKEN;
        assertThat(ask("GET", "/credentials", token, "Origin: http://127.0.0.1"))
                .startsWith("403{\"code\":\"Forbidden");
        assertThat(ask("GET", "/credentials", token, "Host: attacker.example")).startsWith("403{\"code\":\"Forbidden");
        assertThat(source.asked()).isZero();
    }

    @Test
    void hasNothingElse() throws Exception {
        String token = "Authorization: " + TOKEN;
        assertThat(ask("GET", "/", token)).startsWith("404{\"code\":\"NotFound\"");
        assertThat(ask("GET", "/credentials/", token)).startsWith("404");
        assertThat(ask("POST", "/credentials", token, "Content-Length: 0"))
                .startsWith("405{\"code\":\"MethodNotAllowed\"");
        assertThat(ask("GET", "/credentials", "no header")).startsWith("400{\"code\":\"BadRequest\",\"message\":\"");
        assertThat(ask("OPTIONS", "/credentials", token)).startsWith("405");
        assertThat(source.asked()).isZero();
    }

    @Test
    void saysWhyThereAreNone() throws Exception {
        source.setFailing(true);
        assertThat(ask("GET", "/credentials", "Authorization: " + TOKEN))
                .isEqualTo("502{\"code\":\"NoCredentials\",\"message\":\"STS is 'away'\"}");
        source.setFailing(false);
        assertThat(ask("GET", "/credentials", "Authorization: " + TOKEN)).startsWith("200");
    }
}
