package org.duehsm.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.duehsm.cli.device.DeviceMac;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DueHsmClient;

/** Counts MACs for a while, in some threads. */
public final class Bench {

    private final DueHsmClient client;
    private final Algorithm algorithm;
    private final String keyId;
    private final int threads;
    private final long nanos;

    /**
     * Measures by a key of the device, which is for this algorithm.
     *
     * @param threads how many compute MACs at a time, 1 or more
     * @param seconds for how long, more than 0
     */
    public Bench(DueHsmClient client, Algorithm algorithm, String keyId, int threads, double seconds) {
        this.client = client;
        this.algorithm = algorithm;
        this.keyId = keyId;
        this.threads = threads;
        this.nanos = (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }

    /**
     * What was measured.
     *
     * @param size bytes of each message
     * @param macs how many were computed, by all threads together
     * @param seconds in this time
     */
    public record Result(int size, long macs, double seconds) {

        public double macsPerSecond() {
            return macs / seconds;
        }

        double megabytesPerSecond() {
            return macs * (double) size / 1e6 / seconds;
        }
    }

    /** MACs of this message. */
    public Result measure(byte[] message) throws InterruptedException {
        loop(message, nanos / 10); // the JVM compiles what it will need
        long start = System.nanoTime();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Long>> loops = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                loops.add(() -> loop(message, nanos));
            }
            long macs = 0;
            for (Future<Long> loop : pool.invokeAll(loops)) {
                macs += loop.get();
            }
            return new Result(message.length, macs, (System.nanoTime() - start) / 1e9);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdown();
        }
    }

    /* At least one MAC, however long it takes. */
    private long loop(byte[] message, long duration) {
        DeviceMac mac = new DeviceMac(client, algorithm, keyId);
        long start = System.nanoTime();
        long count = 0;
        do {
            mac.doFinal(message);
            count++;
        } while (System.nanoTime() - start < duration);
        return count;
    }
}
