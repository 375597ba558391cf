package org.duehsm.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody keeps others out by holding connections, over TCP or the Unix-domain socket. */
class SlowClientsTest extends DaemonTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final int CROWD = 20;

    private static Path socket;

    private final Deque<SocketChannel> opened = new ArrayDeque<>();

    @BeforeEach
    void nameSocket() {
        socket = folder.resolve("s");
    }

    @AfterEach
    void closeAll() throws IOException {
        for (SocketChannel channel : opened) {
            channel.close();
        }
    }

    /** A byte now and then restarts an idle timeout, but no deadline. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHeadThatTrickles(boolean unix) throws Exception {
        serve(config(Optional.of(socket), new ClientLimits(1024, 896, SHORT, LONG)));

        assertThat(trickle(open(unix, "POST /sign/aws HTTP/1.1\r\nX: "))).isEmpty();
    }

    @Test
    void aSecondHeadThatTrickles() throws Exception {
        serve(config(Optional.of(socket), new ClientLimits(1024, 896, SHORT, LONG)));
        String answer = trickle(open(false, signRequest(message(KEY_ID)) + "GET"));

        assertThat(answer).startsWith("HTTP/1.1 200").endsWith(signed(message(KEY_ID)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBodyThatTrickles(boolean unix) throws Exception {
        serve(config(Optional.of(socket), new ClientLimits(1024, 896, LONG, SHORT)));
        String head = "POST /sign/aws HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n";

        assertThat(trickle(open(unix, head))).startsWith("HTTP/1.1 408").endsWith(error("timeout"));
    }

    /** Who has been longest without a request makes room; whoever comes is served. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCrowdOfIdleConnections(boolean unix) throws Exception {
        serve(config(Optional.of(socket), new ClientLimits(2 * CROWD, CROWD, LONG, LONG)));
        List<SocketChannel> crowd = new ArrayList<>();
        String[] beginnings = {"", "P", "POST /sign/aws HTTP/1.1\r\nX: "};
        for (int i = 0; i < 5 * CROWD; i++) {
            crowd.add(open(unix, beginnings[i % beginnings.length]));
        }
        assertSigns(unix);
        for (SocketChannel pushedOut : crowd.subList(0, CROWD)) {
            assertThat(readAll(pushedOut)).isEmpty();
        }
        assertThat(exchange("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")).contains("\"up\"");
    }

    /** Bodies that do not come are no better than heads that do not. */
    @Test
    void aCrowdOfHalfMessages() throws Exception {
        serve(config(Optional.of(socket), new ClientLimits(2 * CROWD, CROWD, LONG, LONG)));
        String half = signRequest(message(KEY_ID));
        for (int i = 0; i < 5 * CROWD; i++) {
            open(false, half.substring(0, half.length() - 1));
        }
        assertSigns(false);
    }

    /** Answers that nobody reads: the daemon has done its part, and the connection is one of the crowd. */
    @Test
    void aCrowdThatDoesNotReadItsAnswers() throws Exception {
        serve(config(Optional.of(socket), new ClientLimits(2 * CROWD, CROWD, LONG, LONG)));
        String requests = "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(20_000);
        for (int i = 0; i < 2 * CROWD; i++) {
            SocketChannel channel = open(true, requests.substring(0, 100));
            channel.read(ByteBuffer.allocate(1)); // so that it is known to be open, or pushed out
            fill(channel, requests.substring(100));
        }
        assertSigns(false);
        assertSigns(true);
    }

    /** At the limit of all, too, the daemon is there again when others have gone: Jetty 12.1.5 was not, over Unix. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void asManyConnectionsAsThereCanBe(boolean unix) throws Exception {
        serve(config(Optional.of(socket), new ClientLimits(CROWD, Integer.MAX_VALUE, LONG, LONG)));
        for (int i = 0; i < CROWD; i++) {
            open(unix, "");
        }
        assertSigns(!unix); // which has a limit of its own
        SocketChannel waiting = open(unix, signRequest(message(KEY_ID)));
        waiting.shutdownOutput();
        closeAll(opened.size() - 1);

        assertThat(readAll(waiting)).endsWith(signed(message(KEY_ID)));
        assertSigns(unix);
        assertSigns(!unix);
        assertThat(exchange("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")).contains("\"up\"");
    }

    private void closeAll(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            opened.removeFirst().close();
        }
    }

    private static void assertSigns(boolean unix) throws Exception {
        String request = signRequest(message(KEY_ID));
        assertThat(unix ? exchange(socket, request) : exchange(request)).endsWith(signed(message(KEY_ID)));
    }

    private SocketChannel open(boolean unix, String beginning) throws IOException {
        SocketAddress address = unix
                ? UnixDomainSocketAddress.of(socket)
                : new InetSocketAddress(daemon().uri().getHost(), daemon().uri().getPort());
        SocketChannel channel = SocketChannel.open(address);
        opened.add(channel);
        channel.write(ByteBuffer.wrap(beginning.getBytes(ISO_8859_1)));
        return channel;
    }

    /* Writes as much as is taken, which is not all of it. */
    private static void fill(SocketChannel channel, String text) throws IOException {
        channel.configureBlocking(false);
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(ISO_8859_1));
        int taken;
        do {
            taken = channel.write(bytes);
        } while (taken > 0 && bytes.hasRemaining());
    }

    /** Goes on byte by byte, whenever nothing has come back for a little while; returns what came until the end. */
    private static String trickle(SocketChannel channel) throws IOException {
        StringBuilder answer = new StringBuilder();
        channel.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            ByteBuffer buffer = ByteBuffer.allocate(1024);
            while (true) {
                if (selector.select(20) == 0) {
                    channel.write(ByteBuffer.wrap(new byte[] {'x'}));
                    continue;
                }
                selector.selectedKeys().clear();
                if (channel.read(buffer.clear()) < 0) {
                    return answer.toString();
                }
                answer.append(ISO_8859_1.decode(buffer.flip()));
            }
        } catch (IOException reset) { // an end, too: what was written met a closed connection
            return answer.toString();
        }
    }

    private static String readAll(SocketChannel channel) {
        try {
            return new String(Channels.newInputStream(channel).readAllBytes(), ISO_8859_1);
        } catch (IOException reset) {
            return "";
        }
    }
}
