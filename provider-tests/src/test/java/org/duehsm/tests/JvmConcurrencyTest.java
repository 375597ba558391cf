package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import javax.crypto.Mac;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DeviceUnavailableException;
import org.duehsm.firmware.JvmDue;
import org.duehsm.provider.DueHsmProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads, of both algorithms, whose device works in whichever of them writes, and is reset meanwhile. */
@Timeout(60)
class JvmConcurrencyTest {

    private static final int THREADS = 32;
    private static final int MACS = 60;
    private static final int RESETS = 20;
    private static final byte[] KEY = "a key".getBytes();

    @Test
    void resetsSpoilNoMac() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        Semaphore computed = new Semaphore(0);
        try (JvmDue due = JvmDue.inMemory()) {
            Provider provider = Due.provider(due.port());
            for (Algorithm algorithm : Algorithm.hmacs()) {
                Due.importKey(provider, algorithm, algorithm.jcaName(), KEY);
            }
            List<Future<Void>> tasks = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Algorithm algorithm =
                        Algorithm.hmacs().get(thread % Algorithm.hmacs().size());
                Random random = new Random(thread);
                tasks.add(threads.submit((Callable<Void>) () -> compareMacs(provider, algorithm, random, computed)));
            }
            for (int i = 0; i < RESETS; i++) {
                computed.acquire(THREADS * MACS / RESETS);
                due.reset();
            }
            for (Future<Void> task : tasks) {
                task.get();
            }
            assertThat(due.isOn()).isTrue();
            ((DueHsmProvider) provider).client().close();
        } finally {
            threads.shutdownNow();
        }
    }

    private static Void compareMacs(Provider provider, Algorithm algorithm, Random random, Semaphore computed)
            throws Exception {
        Mac device = Due.mac(provider, algorithm, algorithm.jcaName());
        Mac software = Due.software(algorithm, KEY);
        for (int i = 0; i < MACS; i++) {
            byte[] message = new byte[random.nextInt(i % 10 == 0 ? 60_000 : 1_500)];
            random.nextBytes(message);
            try {
                assertThat(macInSpiteOfResets(device, message)).isEqualTo(software.doFinal(message));
                computed.release();
            } catch (Throwable e) {
                computed.release(MACS); // the resets go on, and the task tells
                throw e;
            }
        }
        return null;
    }

    /** The client repeats a call itself, once. */
    private static byte[] macInSpiteOfResets(Mac mac, byte[] message) {
        for (int i = 0; ; i++) {
            try {
                return mac.doFinal(message);
            } catch (DeviceUnavailableException e) {
                assertThat(e).hasMessageContaining("the device was reset");
                assertThat(i).as("resets that hit one message").isLessThan(RESETS);
            }
        }
    }
}
