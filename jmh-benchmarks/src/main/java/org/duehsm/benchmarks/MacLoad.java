package org.duehsm.benchmarks;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;

/** MACs of one message, over and over, in some threads: each thread has its own {@code Mac}. */
final class MacLoad {

    private final DueDevice device;
    private final byte[] message;

    MacLoad(DueDevice device, int size) {
        this.device = device;
        this.message = message(size);
    }

    /** A message in which, as in any bytes, one in 256 is zero: zeros take other ways through the framing. */
    static byte[] message(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i * 31 + i / 256);
        }
        return bytes;
    }

    /**
     * What was reached.
     *
     * @param cpuNanos what the host spent on it
     * @param allocated bytes that the host allocated for it
     */
    record Result(long macs, double seconds, long cpuNanos, long allocated) {

        double macsPerSecond() {
            return macs / seconds;
        }
    }

    /** Runs so many threads for at least so long. */
    Result run(int threads, double seconds) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            long nanos = (long) (seconds * TimeUnit.SECONDS.toNanos(1));
            List<Callable<Long>> loops = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                loops.add(() -> loop(nanos));
            }
            HostCost before = HostCost.now();
            long start = System.nanoTime();
            long macs = 0;
            for (Future<Long> loop : pool.invokeAll(loops)) {
                macs += loop.get();
            }
            double elapsed = (System.nanoTime() - start) / 1e9;
            // The threads are still there, so that what they allocated is counted.
            HostCost after = HostCost.now();
            return new Result(macs, elapsed, after.cpuNanosSince(before), after.allocatedSince(before));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            pool.shutdown();
            pool.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    private long loop(long nanos) throws GeneralSecurityException {
        Mac mac = device.newMac();
        long start = System.nanoTime();
        long count = 0;
        do {
            mac.doFinal(message);
            count++;
        } while (System.nanoTime() - start < nanos);
        return count;
    }
}
