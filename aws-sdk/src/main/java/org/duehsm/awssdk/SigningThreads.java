package org.duehsm.awssdk;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads that wait for a device, so that those of an event loop need not. */
final class SigningThreads {

    /** As many as are waiting; idle ones end soon, because they keep the class loader of an application. */
    static final Executor POOL =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "due-hsm-aws-sdk");
                thread.setDaemon(true);
                return thread;
            });

    private SigningThreads() {}
}
