package org.duehsm.link;

import java.util.concurrent.CountDownLatch;

/** Holds the thread that writes to a simulated device in the middle of its write, after the next request was executed. */
public final class Pause {

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    public Pause(SimulatedDevice device) {
        device.executed = () -> {
            device.executed = () -> {};
            reached.countDown();
            await(over);
        };
    }

    /** Returns when a thread is held. */
    public void await() {
        await(reached);
    }

    /** Lets it go on. */
    public void end() {
        over.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
