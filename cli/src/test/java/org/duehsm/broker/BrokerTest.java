package org.duehsm.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.cli.device.SampleMessage;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.DueHsmException;
import org.duehsm.client.KeyEntry;
import org.duehsm.client.KeyLimits;
import org.duehsm.client.OutcomeUnknownException;
import org.duehsm.firmware.JvmDue;
import org.duehsm.link.PlainHost;
import org.duehsm.link.PlainHost.Said;
import org.duehsm.link.Verb;
import org.duehsm.port.PortName;
import org.duehsm.rules.Permissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The broker with its sockets and threads, on the device inside the JVM. */
@Timeout(60)
class BrokerTest {

    private static final String ID = "key";
    private static final byte[] KEY = "a secret of the tests".getBytes(UTF_8);
    private static final int CLIENTS = 4;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration HASTE = Duration.ofMillis(50);

    @TempDir
    private Path folder;

    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private final List<SocketChannel> channels = new ArrayList<>();
    private final List<DueHsmClient> clients = new ArrayList<>();
    private JvmDue due;
    private Broker broker;
    private Path socket;

    @BeforeEach
    void start() throws Exception {
        socket = folder.resolve("board.sock");
        due = JvmDue.inMemory();
        broker = new Broker(config(Optional.empty()), caller -> Permissions.ALL, log::add);
        awaitLine("the board is there: " + due.port());
    }

    private BrokerConfig config(Optional<String> group) {
        ClientConfig device = new ClientConfig(due.port(), PortName.DEFAULT_BAUD, TIMEOUT);
        return new BrokerConfig(device, Optional.of(socket), group, OptionalInt.of(0), CLIENTS);
    }

    @AfterEach
    void stop() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
        clients.forEach(DueHsmClient::close);
        broker.close();
        due.close();
        assertThat(folder).isEmptyDirectory();
    }

    private void awaitLine(String start) throws InterruptedException {
        String line = log.poll(30, TimeUnit.SECONDS);
        while (line != null && !line.startsWith(start)) {
            line = log.poll(30, TimeUnit.SECONDS);
        }
        assertThat(line).as(start).isNotNull();
    }

    private DueHsmClient client() {
        return client("unix:" + socket, TIMEOUT);
    }

    private DueHsmClient client(String port, Duration timeout) {
        DueHsmClient client = DueHsmClient.shared(new ClientConfig(port, PortName.DEFAULT_BAUD, timeout));
        clients.add(client);
        return client;
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channels.add(channel);
        channel.connect(UnixDomainSocketAddress.of(socket));
        return channel;
    }

    private static void send(SocketChannel channel, byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    /** Waits until the broker has said something. */
    private static List<Said> hear(SocketChannel channel, PlainHost host) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4096);
        List<Said> said = List.of();
        while (said.isEmpty()) {
            assertThat(channel.read(bytes)).isPositive();
            said = host.read(Arrays.copyOf(bytes.array(), bytes.position()));
            bytes.clear();
        }
        return said;
    }

    private static byte[] message(int number) {
        byte[] message = new byte[(number * 977) % 3000];
        Arrays.fill(message, (byte) number);
        return message;
    }

    private static byte[] expected(byte[] message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(KEY, "HmacSHA1"));
        return mac.doFinal(message);
    }

    private static Void sign(DueHsmClient client, int from, int to) throws GeneralSecurityException {
        for (int i = from; i < to; i++) {
            byte[] message = message(i);
            assertThat(client.mac(Algorithm.HMAC_SHA1, ID, message, 0, message.length))
                    .isEqualTo(expected(message));
        }
        return null;
    }

    @Test
    void programsShareTheBoard() throws Exception {
        client().importKey(ID, Algorithm.HMAC_SHA1, KEY, false);
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Future<Void>> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            DueHsmClient client = i % 2 == 0 ? client() : client(broker.tcpPort(), TIMEOUT);
            int from = i;
            all.add(threads.submit(() -> sign(client, from, from + 100)));
        }
        for (Future<Void> one : all) {
            one.get();
        }
        threads.shutdown();
        assertThat(client(broker.tcpPort(), TIMEOUT).keys())
                .extracting(KeyEntry::id)
                .containsExactly(ID);
        assertThat(client(broker.tcpPort(), TIMEOUT).info().board()).isEqualTo("device inside the JVM");
        assertThat(broker.clients()).isEqualTo(2);
        assertThat(broker.streamsInUse()).isZero();
        assertThat(broker.counters().get(Counters.Asked.MAC, Counters.Outcome.PASSED))
                .isEqualTo(600);
        assertThat(broker.isListening()).isTrue();
    }

    @Test
    void keysOfSignature4AndTheirLimitsPassThrough() throws Exception {
        DueHsmClient client = client();
        Algorithm aws4 = Algorithm.AWS4_HMAC_SHA256;
        KeyLimits limits = KeyLimits.of(List.of("r".repeat(63)), List.of("s".repeat(40)));
        client.importKey(ID, aws4, KEY, limits, false);
        assertThat(client.keys()).extracting(KeyEntry::limits).containsExactly(limits);
        byte[] permitted = SampleMessage.of(aws4, limits);
        assertThat(client.mac(aws4, ID, permitted, 0, permitted.length)).hasSize(aws4.macLength());
        byte[] other = SampleMessage.of(aws4, KeyLimits.NONE);
        assertThatThrownBy(() -> client.mac(aws4, ID, other, 0, other.length))
                .isInstanceOf(DueHsmException.class)
                .hasMessageContaining("the key is limited to " + limits);
    }

    @Test
    void theBoardGoesAndComesBack() throws Exception {
        DueHsmClient client = client();
        client.importKey(ID, Algorithm.HMAC_SHA1, KEY, false);
        DueHsmClient hasty = client(broker.tcpPort(), HASTE);
        due.cutPower();
        awaitLine("the board is away");
        assertThat(broker.isBoardUp()).isFalse();
        assertThatThrownBy(() -> hasty.deleteKey(ID))
                .isInstanceOf(DueHsmException.class)
                .isNotInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("board");
        due.powerOn();
        awaitLine("the board is there");
        due.reset();
        client.importKey(ID, Algorithm.HMAC_SHA1, KEY, true);
        sign(client, 0, 20);
    }

    @Test
    void onlyItsUserOpensTheSocketOrAGroup() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-------");
        broker.close();
        String group =
                Files.readAttributes(folder, PosixFileAttributes.class).group().getName();
        broker = new Broker(config(Optional.of(group)), caller -> Permissions.ALL, log::add);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-rw----");
        assertThatThrownBy(() -> new Broker(config(Optional.of("no such group")), c -> Permissions.ALL, log::add))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in use");
    }

    @Test
    void thereIsNoSuchGroup() {
        Path other = folder.resolve("other");
        BrokerConfig config = new BrokerConfig(
                ClientConfig.of(due.port()), Optional.of(other), Optional.of("no such group"), OptionalInt.empty(), 1);
        assertThatThrownBy(() -> new Broker(config, caller -> Permissions.ALL, log::add))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(other.toString(), "there is no group no such group");
        assertThat(other).doesNotExist();
    }

    @Test
    void whoComesAfterTheLastIsTurnedAway() throws Exception {
        for (int i = 0; i < CLIENTS; i++) {
            PlainHost host = new PlainHost(i);
            SocketChannel channel = connect();
            send(channel, host.hello());
            hear(channel, host);
        }
        assertThat(connect().read(ByteBuffer.allocate(1))).isEqualTo(-1);
        awaitLine("clients are turned away: " + CLIENTS);
        channels.get(0).close();
        PlainHost host = new PlainHost(9);
        boolean in = false;
        while (!in) { // until the broker has seen the other one go
            SocketChannel channel = connect();
            in = isLetIn(channel, host);
        }
    }

    /** A terminal that is stopped, or a pipe that nobody reads. */
    @Test
    void aLogThatBlocksStopsNobody() throws Exception {
        broker.close();
        CountDownLatch released = new CountDownLatch(1);
        broker = new Broker(config(Optional.empty()), caller -> Permissions.ALL, line -> await(released));
        client().importKey(ID, Algorithm.HMAC_SHA1, KEY, false);
        sign(client(), 0, 3);
        released.countDown();
    }

    private static void await(CountDownLatch released) {
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where several users can connect; without a group only one can. */
    @Test
    void oneUserHasHalfOfTheConnections() throws Exception {
        broker.close();
        String group =
                Files.readAttributes(folder, PosixFileAttributes.class).group().getName();
        broker = new Broker(config(Optional.of(group)), caller -> Permissions.ALL, log::add);
        int port = URI.create(broker.tcpPort()).getPort();
        for (int i = 0; i < CLIENTS / 2; i++) {
            PlainHost host = new PlainHost(i);
            SocketChannel tcp = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channels.add(tcp);
            send(tcp, host.hello());
            hear(tcp, host);
        }
        SocketChannel further = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channels.add(further);
        assertThat(isLetIn(further, new PlainHost(9))).isFalse();
        awaitLine("clients are turned away: " + CLIENTS / 2 + " of tcp");
        for (int i = 0; i < CLIENTS / 2; i++) {
            assertThat(isLetIn(connect(), new PlainHost(i))).isTrue();
        }
        assertThat(isLetIn(connect(), new PlainHost(9))).isFalse();
        client(broker.innerPort(), TIMEOUT).info(); // the daemon's own
    }

    /** Nobody is left at a door that nobody opens, and whoever has started it is told. */
    @Test
    void aFaultEndsIt() throws Exception {
        broker.close();
        broker = new Broker(
                config(Optional.empty()),
                caller -> {
                    throw new AssertionError("a fault of the tests");
                },
                log::add);
        SocketChannel channel = connect();
        broker.broken().toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertThat(isLetIn(channel, new PlainHost(1))).isFalse();
        assertThat(socket).doesNotExist();
        awaitLine("the broker breaks off: java.lang.AssertionError");
    }

    private static boolean isLetIn(SocketChannel channel, PlainHost host) {
        try {
            send(channel, host.hello());
            return channel.read(ByteBuffer.allocate(1)) > 0;
        } catch (IOException turnedAway) {
            return false;
        }
    }

    /** One stops in the middle of a frame, one never reads, one goes with requests under way: nobody is held up. */
    @Test
    void whoMisbehavesHarmsNobody() throws Exception {
        DueHsmClient client = client();
        client.importKey(ID, Algorithm.HMAC_SHA1, KEY, false);
        PlainHost stalling = new PlainHost(1);
        SocketChannel stalled = connect();
        send(stalled, stalling.hello());
        hear(stalled, stalling);
        byte[] half = stalling.request(Verb.MAC | Verb.FIRST, 0, PlainHost.keyed(1, ID.getBytes(UTF_8)));
        send(stalled, Arrays.copyOf(half, half.length / 2));
        PlainHost greedy = new PlainHost(2);
        SocketChannel deaf = connect();
        send(deaf, greedy.hello());
        hear(deaf, greedy);
        fill(deaf, greedy);
        sign(client, 0, 50);
        deaf.close();
        stalled.close();
        sign(client, 0, 50);
        assertThat(broker.streamsInUse()).isZero();
    }

    /** Sends as long as the broker takes anything, and reads nothing: a request, and then that again and again. */
    private static void fill(SocketChannel channel, PlainHost host) throws IOException {
        byte[] frame = host.request(Verb.INFO, 0, 2);
        byte[] many = new byte[frame.length * 1000];
        for (int i = 0; i < many.length; i++) {
            many[i] = frame[i % frame.length];
        }
        channel.configureBlocking(false);
        int idle = 0;
        while (idle < 1000) {
            idle = channel.write(ByteBuffer.wrap(many)) == 0 ? idle + 1 : 0;
        }
    }

    @Test
    void itsOwnProcessHasAPortOfItsOwn() throws Exception {
        Path inner = Path.of(broker.innerPort().substring("unix:".length()));
        assertThat(Files.getPosixFilePermissions(inner.getParent())).hasSize(3);
        broker.close();
        assertThat(inner.getParent()).doesNotExist();
        assertThat(broker.isListening()).isFalse();
    }
}
