package org.duehsm.link;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.locks.LockSupport;

/**
 * Sees to it that a write which the device does not take is not the end of all reading. Whoever waits
 * for a reply reads, but all who wait may be stuck in one write, or asleep because of it, while the
 * device itself cannot go on before its answers are read, or has stopped for good. A thread of its
 * own, which does nothing as long as writes are short.
 */
final class StuckWriteWatch extends Waiter implements Runnable {

    private static final int LOOKS_PER_TIMEOUT = 4;
    private static final long DEFAULT_STACK_SIZE = 0;

    private final CallerLoop loop;
    private final long period;

    StuckWriteWatch(CallerLoop loop, long timeout) {
        this.loop = loop;
        this.period = timeout / LOOKS_PER_TIMEOUT;
        this.onlyReads = true;
    }

    /**
     * A thread for it that holds on to nothing of the caller's: the session outlives an application of
     * a server that happens to open it, whose class loader and inheritable variables are to go.
     */
    @SuppressWarnings("removal") // until there is no access control context any more that a thread inherits
    static Thread thread(CallerLoop loop, long timeout, String port) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            Thread thread = new Thread(
                    null, new StuckWriteWatch(loop, timeout), "due-hsm watch " + port, DEFAULT_STACK_SIZE, false);
            thread.setContextClassLoader(StuckWriteWatch.class.getClassLoader());
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void run() {
        long seen = -1;
        try {
            while (loop.over() == null) {
                LockSupport.parkNanos(loop, period);
                long write = loop.lonelyWrite();
                if (write >= 0 && write == seen) {
                    loop.attend(this, period);
                }
                seen = write;
            }
        } catch (LinkException e) {
            // The session is over. Whoever uses it next is told.
        }
    }
}
