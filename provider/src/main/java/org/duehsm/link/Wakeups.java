package org.duehsm.link;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** Threads to be unparked once the lock under which they were collected is free again. */
final class Wakeups {

    private Thread[] threads = new Thread[4];
    private int count;

    void add(Thread thread) {
        if (count == threads.length) {
            threads = Arrays.copyOf(threads, 2 * count);
        }
        threads[count++] = thread;
    }

    void wake() {
        for (int i = 0; i < count; i++) {
            LockSupport.unpark(threads[i]);
            threads[i] = null;
        }
        count = 0;
    }
}
