package org.duehsm.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody waits for the log. */
@Timeout(30)
class LogThreadTest {

    private final List<String> written = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch stuck = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** Like a terminal that is stopped. */
    private void write(String line) {
        written.add(line);
        stuck.countDown();
        boolean interrupted = false;
        try {
            released.await();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        assertThat(interrupted).isFalse();
    }

    @Test
    void whatWaitsIsWrittenInOrderBeforeTheEnd() {
        released.countDown();
        try (LogThread log = new LogThread(this::write)) {
            for (int i = 0; i < LogThread.LINES; i++) {
                log.accept("line " + i);
            }
        }
        assertThat(written).hasSize(LogThread.LINES).startsWith("line 0", "line 1");
    }

    @Test
    void linesThatALogDoesNotTakeAreLeftOutAndCounted() throws InterruptedException {
        try (LogThread log = new LogThread(this::write)) {
            log.accept("first");
            stuck.await();
            for (int i = 0; i < LogThread.LINES + 3; i++) {
                log.accept("line " + i);
            }
            released.countDown();
        }
        assertThat(written)
                .startsWith("first", "the log was too slow: 3 lines are left out", "line 0")
                .endsWith("line " + (LogThread.LINES - 1));
    }
}
