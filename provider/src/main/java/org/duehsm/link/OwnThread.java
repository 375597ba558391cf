package org.duehsm.link;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.TimeUnit;

/** Threads of ours that may outlive the call that makes them. */
public final class OwnThread {

    private static final long DEFAULT_STACK_SIZE = 0;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private OwnThread() {}

    /**
     * A daemon thread, to be started, that holds on to nothing of the caller's: a session outlives an application of
     * a server that happens to open it, whose class loader and inheritable variables are to go.
     */
    @SuppressWarnings("removal") // until there is no access control context any more that a thread inherits
    public static Thread of(Runnable work, String name) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            Thread thread = new Thread(null, work, name, DEFAULT_STACK_SIZE, false);
            thread.setContextClassLoader(OwnThread.class.getClassLoader());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Waits until a thread that is about to end has: a server that stops an application takes the threads that are left
     * for a leak. A second at most, because a driver may hold one for ever; an interrupt does not end the wait.
     */
    public static void awaitEnd(Thread thread) {
        boolean interrupted = false;
        long end = System.nanoTime() + PATIENCE_NANOS;
        for (long left = PATIENCE_NANOS; left > 0 && thread.isAlive(); left = end - System.nanoTime()) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(thread, left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
