package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.duehsm.firmware.JvmDue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is written to the log by {@code System.Logger}, which here is java.util.logging. */
class LoggingTest {

    private static final int RESETS = 20;
    private static final int THREADS = 4;

    /** The calls that were repeated tell nobody. */
    @Test
    void aSessionThatWasOpenedAgainIsALine() throws Exception {
        Logger logger = Logger.getLogger("org.duehsm.client");
        Lines lines = new Lines();
        try (JvmDue due = JvmDue.inMemory()) {
            DueHsmClient client = DueHsmClient.shared(ClientConfig.of(due.port()));
            client.keyCount();
            logger.addHandler(lines);
            logger.setUseParentHandlers(false);
            logger.setLevel(Level.FINE);
            due.reset();
            client.keyCount();
            client.keyCount();
            client.close();

            assertThat(lines.seen).singleElement(STRING).startsWith("FINE opened again after: " + due.port() + ": ");
        } finally {
            logger.setUseParentHandlers(true);
            logger.setLevel(null);
            logger.removeHandler(lines);
        }
    }

    /** A log that fails is for whoever opens the session; those who wait for that go on, and do not wait for ever. */
    @Test
    @Timeout(60)
    void aLogThatFailsHoldsUpNobodyElse() throws Exception {
        Logger logger = Logger.getLogger("org.duehsm.client");
        Broken broken = new Broken();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (JvmDue due = JvmDue.inMemory()) {
            DueHsmClient client = DueHsmClient.shared(ClientConfig.of(due.port()));
            client.keyCount();
            logger.addHandler(broken);
            logger.setUseParentHandlers(false);
            logger.setLevel(Level.FINE);
            int failed = 0;
            for (int reset = 1; reset <= RESETS; reset++) {
                due.reset();
                List<Callable<Throwable>> calls = Collections.nCopies(THREADS, () -> catchThrowable(client::keyCount));
                for (Future<Throwable> call : threads.invokeAll(calls)) {
                    if (call.get() != null) {
                        assertThat(call.get()).isSameAs(broken.problem);
                        failed++;
                    }
                }
                assertThat(failed).isEqualTo(reset);
            }
            client.close();
        } finally {
            threads.shutdown();
            logger.setUseParentHandlers(true);
            logger.setLevel(null);
            logger.removeHandler(broken);
        }
    }

    private static final class Broken extends Handler {

        private final RuntimeException problem = new IllegalStateException("made by a test");

        @Override
        public void publish(LogRecord line) {
            throw problem;
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private static final class Lines extends Handler {

        private final List<String> seen = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            seen.add(line.getLevel() + " " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
