package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import org.duehsm.broker.Broker;
import org.duehsm.broker.BrokerConfig;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DeviceUnavailableException;
import org.duehsm.client.DueHsmClient;
import org.duehsm.firmware.JvmDue;
import org.duehsm.firmware.VirtualDue;
import org.duehsm.provider.DueHsmProvider;
import org.duehsm.rules.Permissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Three boards with the same key behind one provider, of which one after the other is killed under load and started
 * again: no message of up to 64 KiB is the worse for it, and no stream but that of the board. Property {@code
 * boards.kills} has so many killed.
 */
@Timeout(600)
class BoardsKilledTest {

    private static final int KILLS = Integer.getInteger("boards.kills", 1);
    private static final int BOARDS = 3;
    private static final int THREADS = 6;
    private static final int MACS = 60;
    private static final int WHOLE_MAX = 65_536;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final byte[] KEY = "a key".getBytes();
    private static final byte[] LONG = new byte[100_000];

    enum Way {
        /** Virtual Dues, whose ports break as ports do. */
        DIRECT,
        /** Brokers, whose devices, inside the JVM, lose their power. */
        BROKER
    }

    @TempDir
    Path folder;

    private final List<Board> boards = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Semaphore computed = new Semaphore(0);
    private volatile boolean stopped;
    private Provider provider;

    /** One that is killed, and started again with the same flash. */
    private abstract static class Board {

        final String port;

        Board(String port) {
            this.port = port;
        }

        abstract void kill() throws InterruptedException;

        abstract void startAgain() throws IOException;

        abstract void close();

        DueHsmClient client() {
            return DueHsmClient.shared(config(port));
        }

        /** Computed since it was started; 0 also while it is away. */
        long macs() {
            try {
                return client().info().counters().macs();
            } catch (DeviceUnavailableException e) {
                return 0;
            }
        }
    }

    private static final class DirectBoard extends Board {

        private final VirtualDue.Builder builder;
        private VirtualDue due;

        private DirectBoard(VirtualDue.Builder builder, VirtualDue due) {
            super(due.port());
            this.builder = builder;
            this.due = due;
        }

        static DirectBoard in(Path folder) throws IOException {
            VirtualDue.Builder builder =
                    VirtualDue.builder().link(folder.resolve("due")).flash(folder.resolve("flash"));
            return new DirectBoard(builder, builder.start());
        }

        @Override
        void kill() throws InterruptedException {
            due.cutPower();
            due.waitFor();
            due.close();
        }

        @Override
        void startAgain() throws IOException {
            due = builder.start();
        }

        @Override
        void close() {
            client().close();
            due.close();
        }
    }

    private static final class SharedBoard extends Board {

        private final JvmDue due = JvmDue.inMemory();
        private final Broker broker;

        SharedBoard(Path socket) throws IOException {
            super("unix:" + socket);
            broker = new Broker(BrokerConfig.at(config(due.port()), socket), caller -> Permissions.ALL, line -> {});
        }

        @Override
        void kill() {
            due.cutPower();
        }

        @Override
        void startAgain() {
            due.powerOn();
        }

        @Override
        void close() {
            client().close();
            broker.close();
            due.close();
        }
    }

    private static ClientConfig config(String port) {
        return new ClientConfig(port, 250_000, PATIENCE);
    }

    @AfterEach
    void close() {
        stopped = true;
        threads.shutdownNow();
        boards.forEach(Board::close);
    }

    @ParameterizedTest
    @EnumSource
    void costsNoMac(Way way) throws Exception {
        for (int i = 0; i < BOARDS; i++) {
            Path place = Files.createDirectory(folder.resolve("board" + i));
            boards.add(way == Way.DIRECT ? DirectBoard.in(place) : new SharedBoard(place.resolve("socket")));
            boards.get(i).client().importKey("a", Algorithm.HMAC_SHA1, KEY, false);
        }
        String ports = boards.stream().map(board -> board.port).collect(Collectors.joining(", "));
        provider = Due.provider(ports, "timeout = " + PATIENCE.toMillis());
        List<Future<Void>> load = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(i);
            load.add(threads.submit((Callable<Void>) () -> compareMacs(random)));
        }
        for (int kill = 0; kill < KILLS; kill++) {
            Board victim = boards.get(kill % BOARDS);
            awaitLoadOnAll();
            List<Mac> streams = oneStreamOnEach();
            victim.kill();
            computed.acquire(MACS);
            assertOneIsLost(streams, victim);
            victim.startAgain();
        }
        awaitLoadOnAll();
        stopped = true;
        for (Future<Void> task : load) {
            task.get();
        }
        ((DueHsmProvider) provider).client().close();
    }

    private Void compareMacs(Random random) throws Exception {
        Mac device = Due.mac(provider, "a");
        Mac software = Due.software(KEY);
        while (!stopped) {
            byte[] message = new byte[random.nextInt(4) == 0 ? random.nextInt(WHOLE_MAX + 1) : random.nextInt(1500)];
            random.nextBytes(message);
            try {
                assertThat(device.doFinal(message)).isEqualTo(software.doFinal(message));
                computed.release();
            } catch (Throwable e) {
                stopped = true;
                computed.release(THREADS * MACS); // so that nobody waits, and the task tells
                throw e;
            }
        }
        return null;
    }

    private void awaitLoadOnAll() throws InterruptedException {
        for (Board board : boards) {
            while (board.macs() == 0 && !stopped) {
                computed.acquire(THREADS);
            }
        }
    }

    private List<Mac> oneStreamOnEach() throws Exception {
        List<Mac> streams = new ArrayList<>();
        for (int i = 0; i < BOARDS; i++) {
            streams.add(Due.mac(provider, "a"));
            streams.get(i).update(LONG);
        }
        return streams;
    }

    private static void assertOneIsLost(List<Mac> streams, Board victim) throws Exception {
        byte[] expected = Due.software(KEY).doFinal(LONG);
        int lost = 0;
        for (Mac stream : streams) {
            byte[][] mac = new byte[1][];
            Throwable failure = catchThrowable(() -> mac[0] = stream.doFinal());
            if (failure == null) {
                assertThat(mac[0]).isEqualTo(expected);
            } else {
                lost++;
                assertThat(failure)
                        .isInstanceOf(DeviceUnavailableException.class)
                        .hasMessageContainingAll(victim.port, "the MAC in progress is lost");
            }
        }
        assertThat(lost).isEqualTo(1);
    }
}
