package org.duehsm.link;

/** What a thread waits for, a {@link Session} makes ready, and a {@link CallerLoop} wakes that thread for. */
public abstract class Waiter {

    Waiter() {}

    /** Whether what it waits for is here; of the session, as long as the wait lasts. */
    boolean ready;

    /** Who waits; set when the wait begins. With the lock of the loop. */
    Thread owner;

    /** Whether it waits for nothing of its own: it writes what is due, reads while a write is stuck, and leaves. */
    boolean helps;

    /** Whom it has to wake as soon as it has left the lock; its own, with or without the lock. */
    final Wakeups wakeups = new Wakeups();
}
