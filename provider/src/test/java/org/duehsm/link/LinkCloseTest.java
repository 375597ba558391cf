package org.duehsm.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LinkCloseTest {

    private static final int SESSIONS = 200;

    /** A server looks for threads that an application has left as soon as that has stopped. */
    @Test
    void itsThreadHasEndedWhenASessionIsClosed() throws Exception {
        SimulatedDevice device = new SimulatedDevice(16, 2, 16384);
        for (int i = 0; i < SESSIONS; i++) {
            Link link = Link.open(device.connect(), Duration.ofSeconds(20));
            assertThat(timekeepers(link)).isEqualTo(1);

            link.close();

            assertThat(timekeepers(link)).isZero();
        }
    }

    /** And the interrupt is still there. */
    @Test
    void anInterruptDoesNotEndTheWait() throws Exception {
        Link link = Link.open(new SimulatedDevice(16, 2, 16384).connect(), Duration.ofSeconds(20));
        Thread.currentThread().interrupt();

        link.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(timekeepers(link)).isZero();
    }

    private static long timekeepers(Link link) {
        Thread[] all = new Thread[Thread.activeCount() + 100];
        return Stream.of(all)
                .limit(Thread.enumerate(all))
                .filter(thread -> thread.getName().equals("due-hsm timekeeper " + link.name()))
                .count();
    }
}
