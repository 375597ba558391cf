package org.duehsm.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duehsm.broker.Broker;
import org.duehsm.broker.BrokerConfig;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.firmware.JvmDue;
import org.duehsm.link.PlainHost;
import org.duehsm.link.PlainHost.Said;
import org.duehsm.link.Verb;
import org.duehsm.provider.DueHsmProvider;
import org.duehsm.rules.Permissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code POST /mac} beside other programs that the broker shares the device with. */
@Timeout(60)
class SharedMacTest {

    private static final String ID = "key";
    private static final int LONG = 200_000;

    @TempDir
    private Path folder;

    private final List<SocketChannel> others = new ArrayList<>();
    private final List<Socket> messages = new ArrayList<>();

    /** The key has not changed, and whoever is told that it has would look for who changed it. */
    @Test
    void aStreamThatIsTakenForAnotherProgram() throws Exception {
        Path socket = folder.resolve("board.sock");
        try (JvmDue due = JvmDue.inMemory();
                Broker broker = new Broker(
                        BrokerConfig.at(ClientConfig.of(due.port()), socket), c -> Permissions.ALL, l -> {});
                Daemon daemon = daemon(broker)) {
            for (int i = 0; i < MacHandler.LONG_MESSAGES; i++) {
                messages.add(begin(daemon));
                awaitStreams(broker, i + 1);
            }
            int held = MacHandler.LONG_MESSAGES;
            int streams;
            do {
                // Nobody else holds as many as the daemon.
                streams = open(socket, MacHandler.LONG_MESSAGES - 1);
                held += MacHandler.LONG_MESSAGES - 1;
            } while (held <= streams);
            List<String> answers = new ArrayList<>();
            for (Socket message : messages) {
                message.getOutputStream().write(0);
                answers.add(new String(message.getInputStream().readAllBytes(), UTF_8));
            }
            assertThat(answers)
                    .filteredOn(answer -> !answer.startsWith("HTTP/1.1 200"))
                    .isNotEmpty()
                    .allSatisfy(answer ->
                            assertThat(answer).startsWith("HTTP/1.1 503").contains("\"busy\""));
        } finally {
            for (SocketChannel other : others) {
                other.close();
            }
            for (Socket message : messages) {
                message.close();
            }
        }
    }

    private Daemon daemon(Broker broker) throws Exception {
        Path file = Files.writeString(folder.resolve("p"), "name = shared\nport = " + broker.innerPort() + "\n");
        DueHsmProvider provider = (DueHsmProvider) new DueHsmProvider().configure(file.toString());
        provider.client().importKey(ID, Algorithm.HMAC_SHA1, "Jefe".getBytes(UTF_8), false);
        SigningLog log = new SigningLog(new PrintWriter(new StringWriter()), Clock.systemUTC(), false);
        return new Daemon(provider, DaemonConfig.onLoopback(0), log, Optional.of(broker));
    }

    /** All of a message but a byte. */
    private static Socket begin(Daemon daemon) throws Exception {
        Socket socket = new Socket(daemon.uri().getHost(), daemon.uri().getPort());
        String head = "POST /mac?key=" + ID + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                + LONG + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(UTF_8));
        socket.getOutputStream().write(new byte[LONG - 1]);
        return socket;
    }

    private static void awaitStreams(Broker broker, int count) {
        while (broker.streamsInUse() < count) {
            Thread.onSpinWait();
        }
    }

    /** Another program opens streams; returns how many the board has. */
    private int open(Path socket, int count) throws Exception {
        PlainHost host = new PlainHost(others.size());
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        others.add(channel);
        channel.write(ByteBuffer.wrap(host.hello()));
        int streams = 2 * hear(channel, host).streams();
        for (int i = 0; i < count; i++) {
            channel.write(
                    ByteBuffer.wrap(host.request(Verb.MAC | Verb.FIRST, i, PlainHost.keyed(1, ID.getBytes(UTF_8)))));
        }
        channel.write(ByteBuffer.wrap(host.request(Verb.INFO, 0, 0)));
        hear(channel, host); // executed in order: so it has all of them
        return streams;
    }

    private static Said hear(SocketChannel channel, PlainHost host) throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(1);
        while (channel.read(bytes) > 0) {
            List<Said> said = host.read(bytes.array());
            bytes.clear();
            if (!said.isEmpty()) {
                return said.get(0);
            }
        }
        throw new AssertionError("the broker has hung up");
    }
}
