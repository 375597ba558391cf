package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.security.Provider;
import java.security.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import org.duehsm.client.Algorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Many Macs on one port. On the virtual Due: a device that works while they write; JvmConcurrencyTest has one that
 * does not.
 */
class MacConcurrencyTest {

    private static final int THREADS = 64;
    private static final int MACS = 200;
    private static final int LIMIT = 56; // streams that the device can have open
    private static final int WAITING = 100;
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(1500); // half the time-out
    private static final byte[] KEY = "a key".getBytes();
    private static final byte[] LONG = new byte[70_000]; // more than the host keeps, so a stream on the device

    @RegisterExtension
    static final Due DUE = Due.onFastTransport();

    /** Of both algorithms. Every thread goes on until the slowest has its share, so that one left aside would never end this. */
    @Test
    @Timeout(120)
    void threadsDoNotDisturbNorStarveEachOther() throws Exception {
        for (Algorithm algorithm : Algorithm.hmacs()) {
            DUE.importKey(algorithm, algorithm.jcaName(), KEY);
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CountDownLatch shares = new CountDownLatch(THREADS);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Algorithm algorithm =
                        Algorithm.hmacs().get(thread % Algorithm.hmacs().size());
                Random random = new Random(thread);
                tasks.add(() -> compareMacs(algorithm, random, shares));
            }
            for (Future<Void> task : threads.invokeAll(tasks)) {
                task.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Void compareMacs(Algorithm algorithm, Random random, CountDownLatch shares) throws Exception {
        Mac device = DUE.mac(algorithm, algorithm.jcaName());
        Mac software = Due.software(algorithm, KEY);
        for (int i = 0; i < MACS || shares.getCount() > 0; i++) {
            byte[] message = new byte[i % 50 == 49 ? 70_000 : random.nextInt(1500)];
            random.nextBytes(message);
            byte[] mac = device.doFinal(message);
            if (i == MACS - 1) {
                shares.countDown();
            }
            assertThat(mac).isEqualTo(software.doFinal(message));
        }
        return null;
    }

    /** Meanwhile whole messages pass, and collections of garbage do not follow one another. */
    @Test
    @Timeout(60)
    void moreStreamsThanTheDeviceHasWaitAndThenNameTheLimit() throws Exception {
        DUE.importKey("limited", KEY);
        List<Mac> open = openStreams(DUE.provider());
        Mac oneMore = DUE.mac("limited");
        byte[] message = new byte[1000]; // more than one request holds
        long start = System.nanoTime();
        long collected = collections();
        ExecutorService threads = Executors.newFixedThreadPool(WAITING);
        try {
            List<Future<Throwable>> waiting = new ArrayList<>();
            for (int i = 0; i < WAITING; i++) {
                Mac mac = i == 0 ? oneMore : DUE.mac("limited");
                waiting.add(threads.submit(() -> catchThrowable(() -> mac.update(LONG))));
            }
            for (int i = 0; i < 2 * LIMIT; i++) {
                assertThat(DUE.mac("limited").doFinal(message))
                        .isEqualTo(Due.software(KEY).doFinal(message));
            }
            for (Future<Throwable> failed : waiting) {
                assertThat(failed.get())
                        .isInstanceOf(ProviderException.class)
                        .hasMessage("key \"limited\": " + DUE.port() + ": all " + LIMIT
                                + " streams that the device can have open were in use for 3000 ms; finish or reset some of"
                                + " the open Macs, then try again");
            }
        } finally {
            threads.shutdownNow();
        }
        long periods = (System.nanoTime() - start) / PERIOD_NANOS + 1;
        assertThat(collections() - collected).isLessThanOrEqualTo(periods);

        open.get(0).reset();
        oneMore.reset();
        assertThat(oneMore.doFinal(LONG)).isEqualTo(Due.software(KEY).doFinal(LONG));
        open.forEach(Mac::reset);
    }

    /** Full collections of this JVM so far. */
    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(collector -> collector.getName().matches(".*(Old|MarkSweep).*"))
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    @Test
    @Timeout(60)
    void whoWaitsForAStreamGetsTheFirstThatIsGivenBack() throws Exception {
        DUE.importKey("limited", KEY);
        List<Mac> open = openStreams(DUE.provider());
        CountDownLatch started = new CountDownLatch(1);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<byte[]> waiting = thread.submit(() -> {
                started.countDown();
                return DUE.mac("limited").doFinal(LONG);
            });
            started.await();
            assertThat(open.get(0).doFinal()).isEqualTo(Due.software(KEY).doFinal(LONG));

            assertThat(waiting.get(30, TimeUnit.SECONDS))
                    .isEqualTo(Due.software(KEY).doFinal(LONG));
        } finally {
            thread.shutdownNow();
            open.forEach(Mac::reset);
        }
    }

    private static List<Mac> openStreams(Provider provider) throws Exception {
        List<Mac> open = new ArrayList<>();
        for (int i = 0; i < LIMIT; i++) {
            Mac mac = Due.mac(provider, "limited");
            mac.update(LONG);
            open.add(mac);
        }
        return open;
    }

    /** Two threads that share a Mac, which is wrong, get exceptions, or the MACs of what both have added. */
    @Test
    @Timeout(60)
    void aSharedMacHarmsNobodyElse() throws Exception {
        DUE.importKey("shared", "another key".getBytes());
        DUE.importKey("limited", KEY);
        Mac shared = DUE.mac("shared");
        CountDownLatch done = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < 2; i++) {
                threads.submit(() -> {
                    while (done.getCount() > 0) {
                        catchThrowable(() -> shared.update(LONG));
                        catchThrowable(shared::doFinal);
                        catchThrowable(shared::reset);
                    }
                });
            }
            for (int i = 0; i < 2 * LIMIT; i++) {
                assertThat(DUE.mac("limited").doFinal(LONG))
                        .isEqualTo(Due.software(KEY).doFinal(LONG));
            }
        } finally {
            done.countDown();
            threads.shutdown();
        }
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        shared.reset();
        openStreams(DUE.provider()).forEach(Mac::reset);
    }

    /** Nobody has to close a Mac. */
    @Test
    @Timeout(60)
    void droppedMacsGiveTheirStreamsBack() throws Exception {
        DUE.importKey("limited", KEY);
        for (int i = 0; i < 3 * LIMIT; i++) {
            DUE.mac("limited").update(LONG);
        }
        assertThat(DUE.mac("limited").doFinal(LONG)).isEqualTo(Due.software(KEY).doFinal(LONG));
    }
}
