package org.duehsm.link;

import java.security.AccessController;
import java.security.PrivilegedAction;

/** Threads of ours that may outlive the call that makes them. */
public final class OwnThread {

    private static final long DEFAULT_STACK_SIZE = 0;

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
}
