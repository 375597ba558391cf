package org.duehsm.link;

import java.util.concurrent.locks.LockSupport;

/**
 * Does what the threads that wait for a session cannot see to themselves, in a thread of its own: asks the
 * device again when a reply is late, while whoever reads is stuck in that; and reads when a write is
 * stuck. For all who wait may be in one write, or asleep because of it, while the device itself cannot go
 * on before its answers are read, or has stopped for good. Sleeps as long as nobody waits. It lasts as long as the
 * session, and so it is who tells a flight recording of its end.
 */
final class Timekeeper extends Waiter implements Runnable {

    private final CallerLoop loop;
    private final String port;

    private Timekeeper(CallerLoop loop, String port) {
        this.loop = loop;
        this.port = port;
        this.helps = true;
    }

    static Thread start(CallerLoop loop, String port) {
        Timekeeper keeper = new Timekeeper(loop, port);
        keeper.owner = OwnThread.of(keeper, "due-hsm timekeeper " + port);
        loop.keptBy(keeper.owner);
        keeper.owner.start();
        return keeper.owner;
    }

    @Override
    public void run() {
        try {
            while (loop.over() == null) {
                long wait = loop.untilLook();
                if (wait == 0) {
                    loop.help(this);
                } else {
                    LockSupport.parkNanos(loop, wait);
                    Thread.interrupted(); // whoever that was meant for; it would end each park that follows
                }
            }
        } catch (LinkException e) {
            // The session is over. Whoever uses it next is told.
        }
        if (FlightRecorder.PRESENT) {
            SessionEndedEvent.of(port, loop.over());
        }
    }
}
