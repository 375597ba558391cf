package org.duehsm.link;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** Threads to be unparked once the lock under which they were collected is free again. */
final class Wakeups {

    private Thread[] threads = new Thread[16];
    private int count;

    /** Adds a thread; null is none. */
    void add(Thread thread) {
        if (thread == null) {
            return;
        }
        if (count == threads.length) {
            threads = Arrays.copyOf(threads, 2 * count);
        }
        threads[count++] = thread;
    }

    boolean isEmpty() {
        return count == 0;
    }

    void wake() {
        while (count > 0) {
            Thread thread = threads[--count];
            threads[count] = null;
            LockSupport.unpark(thread);
        }
    }
}
