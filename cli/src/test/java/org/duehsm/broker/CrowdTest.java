package org.duehsm.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.MacMessage;
import org.duehsm.client.OwnClient;
import org.duehsm.firmware.VirtualDue;
import org.duehsm.port.PortName;
import org.duehsm.rules.Permissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fifty clients that come and go, a tenth of them hostile, on the virtual Due. Property {@code broker.visits} has each
 * come so often.
 */
@Timeout(600)
class CrowdTest {

    private static final int HONEST = 45;
    private static final int VISITS = Integer.getInteger("broker.visits", 8);
    private static final int MACS = 3; // in each visit
    private static final int LONG = 66_000; // takes a stream
    private static final int LONG_ONE_IN = 5; // visits
    private static final int SHORT = 2_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String ID = "key";
    private static final byte[] KEY = "a secret of the tests".getBytes(UTF_8);

    @TempDir
    private Path folder;

    private ClientConfig config;

    @Test
    void nobodyElseFailsAndAllStreamsComeBack() throws Exception {
        Path socket = folder.resolve("board.sock");
        config = new ClientConfig("unix:" + socket, PortName.DEFAULT_BAUD, TIMEOUT);
        List<Ruffian> hostile = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(HONEST);
        try (VirtualDue due = VirtualDue.builder().tcpPort(0).start();
                TappedLine line = new TappedLine(URI.create(due.port()).getPort());
                Broker broker = new Broker(
                        BrokerConfig.at(new ClientConfig(line.port(), PortName.DEFAULT_BAUD, TIMEOUT), socket),
                        caller -> Permissions.ALL,
                        words -> {})) {
            DueHsmClient keeper = OwnClient.of(config);
            keeper.importKey(ID, Algorithm.HMAC_SHA1, KEY, false);
            for (Ruffian.Way way : Ruffian.Way.values()) {
                hostile.add(new Ruffian(way, socket, ID));
            }
            await("all misbehave", () -> hostile.stream().allMatch(one -> one.visits() > 0));
            visit(threads);
            assertThat(hostile).allMatch(one -> one.visits() > 0);
            for (Ruffian one : hostile) {
                one.close();
                one.join();
            }
            await("all have gone", () -> broker.clients() == 1);
            await("all streams are back", () -> broker.streamsInUse() == 0 && line.openStreams() == 0);
            assertThat(keeper.info().counters().macs()).isGreaterThanOrEqualTo(HONEST * VISITS * MACS);
            keeper.close();
        } finally {
            threads.shutdownNow();
            for (Ruffian one : hostile) {
                one.close();
            }
        }
    }

    private void visit(ExecutorService threads) throws Exception {
        List<Callable<Void>> all = new ArrayList<>();
        for (int i = 0; i < HONEST; i++) {
            int seed = i;
            all.add(() -> visit(new Random(seed)));
        }
        for (Future<Void> one : threads.invokeAll(all)) {
            one.get();
        }
    }

    private Void visit(Random random) throws GeneralSecurityException {
        for (int i = 0; i < VISITS; i++) {
            DueHsmClient client = OwnClient.of(config);
            try {
                for (int j = 0; j < MACS; j++) {
                    sign(client, random, j == 0 && random.nextInt(LONG_ONE_IN) == 0 ? LONG : random.nextInt(SHORT));
                }
            } finally {
                client.close();
            }
        }
        return null;
    }

    private static void sign(DueHsmClient client, Random random, int size) throws GeneralSecurityException {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        MacMessage message = new MacMessage(() -> client, Algorithm.HMAC_SHA1, ID);
        message.update(bytes, 0, size);
        Mac expected = Mac.getInstance("HmacSHA1", "SunJCE");
        expected.init(new SecretKeySpec(KEY, "HmacSHA1"));
        assertThat(message.doFinal()).isEqualTo(expected.doFinal(bytes));
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.yield();
        }
    }
}
