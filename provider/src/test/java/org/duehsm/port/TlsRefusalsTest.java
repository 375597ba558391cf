package org.duehsm.port;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each reason why TLS does not come about, or ends at once, has a message of its own that says what to do. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // ports do not hear interrupts
class TlsRefusalsTest {

    private static final Certificates CERTIFICATES = Certificates.get();
    private static final TlsFiles NO_KEY = CERTIFICATES.files(Optional.empty());
    private static final int TIMEOUT = 20_000;

    private ServerSocketChannel server;

    @BeforeEach
    void listen() throws IOException {
        server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 5);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private String name() throws IOException {
        return "tls://localhost:" + ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    /** Opens the port, and says something until there is an answer, or none. */
    private void talk(TlsFiles files, int timeoutMillis) throws IOException {
        try (Port port = Ports.open(PortName.parse(name(), PortName.DEFAULT_BAUD, files), timeoutMillis)) {
            port.write(new byte[1], 0, 1);
            while (port.read(new byte[1]) == 0) {
                // the other side will tell
            }
        }
    }

    private void assertFails(TlsFiles files, int timeoutMillis, String... words) throws IOException {
        assertThatThrownBy(() -> talk(files, timeoutMillis))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(name() + ": ")
                .hasMessageContainingAll(words);
    }

    private void speakTls(String certificate, Consumer<SSLSocket> setting) {
        new TlsEnd(server, CERTIFICATES.context(certificate), setting);
    }

    @Test
    void anUnknownIssuerIsNamed() throws Exception {
        speakTls("stranger", any -> {});
        assertFails(
                NO_KEY,
                TIMEOUT,
                "(CN=stranger) is vouched for by CN=stranger",
                "not in tls-trust-store " + CERTIFICATES.file("ca.pem"));
        assertFails(TlsFiles.NONE, TIMEOUT, "which this Java does not trust", "by tls-trust-store");
    }

    @Test
    void theNamesOfAnotherHostAreTold() throws Exception {
        speakTls("elsewhere", any -> {});
        assertFails(NO_KEY, TIMEOUT, "is for one.example, two.example, not for localhost", "write one of its names");
    }

    /** Also if it is that very one that is trusted, of which Java asks less. */
    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        speakTls("expired", any -> {});
        assertFails(NO_KEY, TIMEOUT, "(CN=expired) was valid until ", "it has to be renewed there");
        assertFails(only("expired.pem"), TIMEOUT, "was valid until ");
    }

    private static TlsFiles only(String trusted) {
        return new TlsFiles(Optional.of(CERTIFICATES.file(trusted)), Optional.empty(), Optional.empty());
    }

    /** With TLS 1.3 this side is done before the other one has looked. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aMissingCertificateOfThisProgramIsAskedFor(String version) throws Exception {
        speakTls("server", socket -> {
            socket.setEnabledProtocols(new String[] {version});
            socket.setNeedClientAuth(true);
        });
        assertFails(NO_KEY, TIMEOUT, "it asks for a certificate by CN=ca", "name a key store with it by tls-key-store");
        assertFails(
                CERTIFICATES.files(Optional.of("stranger.p12")),
                TIMEOUT,
                "it asks for a certificate by CN=ca",
                "which is not in tls-key-store " + CERTIFICATES.file("stranger.p12"));
    }

    /** The other side says why and hangs up, and so it is a write that fails. */
    @Test
    void whoOnlyWritesHearsOfItToo() throws Exception {
        speakTls("server", socket -> socket.setNeedClientAuth(true));
        try (Port port = Ports.open(PortName.parse(name(), PortName.DEFAULT_BAUD, NO_KEY), TIMEOUT)) {
            assertThatThrownBy(() -> {
                        while (true) {
                            port.write(new byte[1], 0, 1);
                        }
                    })
                    .hasMessageContaining("name a key store with it by tls-key-store");
        }
    }

    @Test
    void whoHasNoVersionOrCipherInCommonIsTold() throws Exception {
        speakTls(
                "server",
                socket -> socket.setEnabledCipherSuites(
                        new String[] {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"})); // and a key of another kind
        assertFails(NO_KEY, TIMEOUT, "(handshake_failure)", "no version or cipher of TLS in common");
    }

    private void answer(String hex) {
        Thread thread = new Thread(() -> {
            try (SocketChannel client = server.accept()) {
                client.write(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
                while (client.read(ByteBuffer.allocate(1000)) >= 0) {
                    // until it has enough
                }
            } catch (IOException closed) {
                // as it should be
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Test
    void anOlderVersionIsRefused() throws Exception {
        // ServerHello of TLS 1.1, RFC 4346: TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, no extensions.
        answer("160302002a" + "02000026" + "0302" + "00".repeat(32) + "00" + "c013" + "00");
        assertFails(NO_KEY, TIMEOUT, "TLS fails: ", "protocol version");
    }

    @Test
    void whoWantsAnOlderVersionIsTold() throws Exception {
        answer("15030200020246");
        assertFails(NO_KEY, TIMEOUT, "(protocol_version)", "here that is 1.3 or 1.2");
    }

    @Test
    void whoGreetsInAnotherLanguageSpeaksNoTls() throws Exception {
        answer(HexFormat.of().formatHex("220 mail.example.org ESMTP\r\n".getBytes(StandardCharsets.US_ASCII)));
        assertFails(NO_KEY, TIMEOUT, "does not speak TLS", "TLS end in front of it");
    }

    @Test
    void garbageInTheMiddleIsAnError() throws Exception {
        answer("16030300047f000000" + "00".repeat(40));
        assertFails(NO_KEY, TIMEOUT, "TLS fails: ");
    }

    /** So does a broker's own port, which waits for a HELLO. */
    @Test
    void whoSaysNothingIsNotWaitedForForEver() throws Exception {
        assertFails(NO_KEY, 150, "TLS did not begin within 150 ms", "hangs, or speaks no TLS");
    }

    @Test
    void whoHangsInTheMiddleIsNotWaitedForForEver() throws Exception {
        answer("160303007a02");
        assertFails(NO_KEY, 150, "TLS did not begin within 150 ms");
    }

    @Test
    void whoHangsUpAtOnceIsTold() throws Exception {
        Thread thread = new Thread(() -> {
            try (SocketChannel client = server.accept()) {
                client.read(ByteBuffer.allocate(1));
            } catch (IOException closed) {
                // as it should be
            }
        });
        thread.start();
        assertFails(NO_KEY, TIMEOUT, "TLS has not begun; is TLS spoken there?");
        thread.join();
    }

    @Test
    void noSuchServerIsNamed() throws Exception {
        String name = name();
        server.close();
        assertThatThrownBy(() -> Ports.open(PortName.parse(name), TIMEOUT))
                .hasMessageStartingWith(name + ": cannot connect");
        assertThatThrownBy(() -> Ports.open(PortName.parse("tls://no_such_host.invalid:1"), TIMEOUT))
                .hasMessageStartingWith("tls://no_such_host.invalid:1: no_such_host.invalid is no name that a");
    }
}
