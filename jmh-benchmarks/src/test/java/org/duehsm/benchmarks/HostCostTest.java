package org.duehsm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HostCostTest {

    private static final long CPU = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int BYTES = 10_000_000;

    @Test
    void whatAnyThreadSpendsIsCounted() throws InterruptedException {
        CountDownLatch spent = new CountDownLatch(1);
        CountDownLatch measured = new CountDownLatch(1);
        HostCost before = HostCost.now();
        Thread other = new Thread(() -> spend(spent, measured));
        other.start();
        spent.await();
        HostCost after = HostCost.now();
        measured.countDown();
        other.join();
        // Times are of the processor, so that it does not matter who else uses it.
        assertThat(after.cpuNanosSince(before)).isGreaterThanOrEqualTo(CPU / 2);
        assertThat(after.allocatedSince(before)).isGreaterThanOrEqualTo(BYTES);
    }

    private static void spend(CountDownLatch spent, CountDownLatch measured) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        byte[] bytes = new byte[BYTES];
        while (threads.getCurrentThreadCpuTime() < CPU) {
            bytes[bytes.length / 2]++;
        }
        spent.countDown();
        try {
            measured.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
