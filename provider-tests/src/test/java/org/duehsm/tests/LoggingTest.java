package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.duehsm.firmware.JvmDue;
import org.junit.jupiter.api.Test;

/** What is written to the log by {@code System.Logger}, which here is java.util.logging. */
class LoggingTest {

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
