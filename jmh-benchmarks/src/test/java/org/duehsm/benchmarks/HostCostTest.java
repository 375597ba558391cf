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
    void whatTheDeviceSpendsIsLeftOut() throws InterruptedException {
        CountDownLatch spent = new CountDownLatch(1);
        CountDownLatch measured = new CountDownLatch(1);
        Thread device = new Thread(() -> spend(spent, measured));
        HostCost allBefore = HostCost.now(0);
        device.start();
        spent.await();
        HostCost host = HostCost.now(device.getId());
        HostCost all = HostCost.now(0);
        measured.countDown();
        device.join();
        // Times are of the processor, so that it does not matter who else uses it.
        assertThat(all.cpuNanosSince(host)).isGreaterThanOrEqualTo(CPU);
        assertThat(all.cpuNanosSince(allBefore)).isGreaterThanOrEqualTo(CPU / 2);
        assertThat(all.allocatedSince(allBefore)).isGreaterThanOrEqualTo(BYTES);
        assertThat(host.allocatedSince(allBefore)).isLessThan(BYTES);
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
