package org.duehsm.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsPortTest extends SocketPorts {

    private static final Certificates CERTIFICATES = Certificates.get();

    private TlsEnd end;
    private volatile String[] versions = {"TLSv1.3"};
    private volatile boolean asksForCertificate;

    @Override
    ServerSocketChannel listen() throws IOException {
        ServerSocketChannel server =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 1);
        end = new TlsEnd(server, CERTIFICATES.context("server"), socket -> {
            socket.setEnabledProtocols(versions);
            socket.setNeedClientAuth(asksForCertificate);
        });
        return server;
    }

    @Override
    Device accept() throws Exception {
        TlsEnd.Client client = end.next();
        return new Device(
                client.channel(),
                client.socket().getInputStream(),
                client.socket().getOutputStream());
    }

    @Override
    int much() {
        return 20 << 20;
    }

    @Override
    int amount() {
        return 1 << 20; // encrypted twice
    }

    @Override
    String port(ServerSocketChannel server) throws IOException {
        return "tls://localhost:" + ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    @Override
    Port open() throws IOException {
        return open(port(server()), Optional.empty());
    }

    private static Port open(String name, Optional<String> keyStore) throws IOException {
        return Ports.open(PortName.parse(name, PortName.DEFAULT_BAUD, CERTIFICATES.files(keyStore)), 20_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bytesGoBothWaysInPiecesOfAnySize(String version) throws Exception {
        versions = new String[] {version};
        try (Port port = open()) {
            SSLSocket device = end.next().socket();
            assertThat(device.getSession().getProtocol()).isEqualTo(version);
            byte[] buffer = new byte[7];
            assertThat(port.read(buffer)).as("nothing came").isZero();
            port.write(new byte[] {1, 2, 3}, 1, 2);
            assertThat(device.getInputStream().readNBytes(2)).containsExactly(2, 3);
            device.getOutputStream().write(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
            assertThat(port.read(buffer)).isEqualTo(7);
            assertThat(buffer).containsExactly(1, 2, 3, 4, 5, 6, 7);
            assertThat(port.read(buffer)).isEqualTo(1);
            assertThat(buffer[0]).isEqualTo((byte) 8);
            device.close();
            assertThatThrownBy(() -> port.read(buffer))
                    .hasMessage(port.name() + ": the other side closed the connection");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void theOtherSideMayAskWhoComes(String version) throws Exception {
        versions = new String[] {version};
        asksForCertificate = true;
        try (Port port = open(port(server()), Optional.of("client.p12"))) {
            SSLSocket device = end.next().socket();
            assertThat(device.getSession().getPeerPrincipal().getName()).isEqualTo("CN=client");
            device.getOutputStream().write(1);
            assertThat(port.read(new byte[1])).isEqualTo(1);
        }
    }

    /** A server for many hosts needs it; Java by itself tells no name without a dot. */
    @Test
    void theNameOfTheHostIsTold() throws Exception {
        try (Port port = open()) {
            assertThat(end.next().asked()).as(port.name()).containsExactly(new SNIHostName("localhost"));
        }
    }

    @Test
    void anAddressIsCheckedAsOne() throws Exception {
        try (Port port = open(port(server()).replace("localhost", "127.0.0.1"), Optional.empty())) {
            TlsEnd.Client client = end.next();
            assertThat(client.asked()).isEmpty();
            client.socket().getOutputStream().write(1);
            assertThat(port.read(new byte[1])).isEqualTo(1);
        }
    }

    /** TLS 1.3 lets a side change its keys, and ask the other to do so, too. */
    @Test
    void theOtherSideMayChangeItsKeys() throws Exception {
        try (Port port = open()) {
            SSLSocket device = end.next().socket();
            for (int i = 0; i < 3; i++) {
                device.startHandshake();
                device.getOutputStream().write(i);
                byte[] buffer = new byte[1];
                while (port.read(buffer) == 0) {
                    // the new key came first
                }
                port.write(buffer, 0, 1);
                assertThat(device.getInputStream().read()).isEqualTo(i);
            }
        }
    }

    @Test
    void beginningAllOverAgainIsRefused() throws Exception {
        versions = new String[] {"TLSv1.2"};
        try (Port port = open()) {
            end.next().socket().startHandshake();
            assertThatThrownBy(() -> {
                        while (port.read(new byte[1]) == 0) {
                            // what it wants comes
                        }
                    })
                    .hasMessageContainingAll(port.name(), "all over again", "TLS 1.3");
        }
    }

    /** It is told, so that the other side need not take it for an attack: by a record, which is looked at as it came. */
    @Test
    void closingIsTold() throws Exception {
        Port port = open();
        SocketChannel device = end.next().channel();
        port.close();
        ByteBuffer told = ByteBuffer.allocate(100);
        while (device.read(told) >= 0) {
            // until the end
        }
        assertThat(told.flip().remaining()).isGreaterThan(5);
        assertThat(told.get(0)).as("a record").isEqualTo((byte) 23);
        assertThat(told.getShort(3)).as("the only one").isEqualTo((short) (told.remaining() - 5));
        assertThatThrownBy(() -> port.write(new byte[1], 0, 1)).hasMessageContaining("closed");
        assertThatThrownBy(() -> port.read(new byte[1])).hasMessageContaining("closed");
    }
}
