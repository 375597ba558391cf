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
final class Watch extends Waiter implements Runnable {

    private static final int LOOKS_PER_TIMEOUT = 4;
    private static final long DEFAULT_STACK_SIZE = 0;

    private final Traffic traffic;
    private final long period;

    Watch(Traffic traffic, long timeout) {
        this.traffic = traffic;
        this.period = timeout / LOOKS_PER_TIMEOUT;
        this.onlyReads = true;
    }

    /**
     * A thread for it that holds on to nothing of the caller's: the session outlives an application of
     * a server that happens to open it, whose class loader and inheritable variables are to go.
     */
    @SuppressWarnings("removal") // until there is no access control context any more that a thread inherits
    static Thread thread(Traffic traffic, long timeout, String port) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            Thread thread =
                    new Thread(null, new Watch(traffic, timeout), "due-hsm watch " + port, DEFAULT_STACK_SIZE, false);
            thread.setContextClassLoader(Watch.class.getClassLoader());
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void run() {
        long seen = -1;
        try {
            while (traffic.failure() == null) {
                LockSupport.parkNanos(traffic, period);
                long write = traffic.lonelyWrite();
                if (write >= 0 && write == seen) {
                    traffic.attend(this, period);
                }
                seen = write;
            }
        } catch (LinkException e) {
            // The session is over. Whoever uses it next is told.
        }
    }
}
