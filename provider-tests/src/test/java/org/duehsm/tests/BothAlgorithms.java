package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import org.duehsm.client.Algorithm;
import org.duehsm.client.MacMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys of both algorithms, used through the client by many threads at once, agree with the JDK's MACs by the same bytes. */
@Timeout(120)
abstract class BothAlgorithms {

    private static final long SEED = Long.getLong("seed", 20260201);
    private static final int THREADS = 16;
    private static final int ROUNDS = 20;
    private static final int KEYS = 6;

    private final Due due;

    BothAlgorithms(Due due) {
        this.due = due;
    }

    private record TestKey(String id, Algorithm algorithm, byte[] bytes) {}

    @Test
    void theirMacsDoNotMix() throws Exception {
        System.out.println("repeat with -Dseed=" + SEED);
        List<TestKey> keys = keys(new Random(SEED));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Random random = new Random(SEED + thread);
                tasks.add(() -> compareMacs(keys, random));
            }
            for (Future<Void> task : threads.invokeAll(tasks)) {
                task.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /* Two at a time have the same bytes, and are for one algorithm each. */
    private List<TestKey> keys(Random random) {
        List<TestKey> keys = new ArrayList<>();
        for (int i = 0; i < KEYS / 2; i++) {
            byte[] bytes = bytes(random, 1 + random.nextInt(Algorithm.MAX_KEY_BYTES));
            for (Algorithm algorithm : Algorithm.values()) {
                TestKey key = new TestKey(algorithm.jcaName() + i, algorithm, bytes);
                due.client().importKey(key.id, algorithm, bytes, true);
                keys.add(key);
            }
        }
        return keys;
    }

    private Void compareMacs(List<TestKey> keys, Random random) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            TestKey key = keys.get(random.nextInt(keys.size()));
            byte[] message = bytes(random, length(random));
            String about = key.id + ", " + message.length + " bytes, round " + round + ", seed " + SEED;
            Mac software = Due.software(key.algorithm, key.bytes);
            assertThat(whole(key, message)).as(about).isEqualTo(software.doFinal(message));
            MacMessage parts = new MacMessage(due::client, key.algorithm, key.id);
            for (int at = 0; at < message.length; ) {
                int part = Math.min(1 + random.nextInt(random.nextBoolean() ? 300 : 40_000), message.length - at);
                parts.update(message, at, part);
                at += part;
                parts = random.nextInt(20) == 0 ? goOnWithACopy(parts) : parts;
            }
            assertThat(parts.doFinal()).as(about + ", in parts").isEqualTo(software.doFinal(message));
        }
        return null;
    }

    private byte[] whole(TestKey key, byte[] message) {
        return due.client().mac(key.algorithm, key.id, message, 0, message.length);
    }

    private static MacMessage goOnWithACopy(MacMessage message) {
        MacMessage copy = message.copy();
        message.abort();
        return copy;
    }

    /** Those about the block, the frame and the host's buffer often. */
    private static int length(Random random) {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> random.nextInt(200);
            case 3, 4 -> 500 + random.nextInt(300);
            case 5, 6 -> random.nextInt(10_000);
            default -> 65_536 - 2 + random.nextInt(20_000);
        };
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
