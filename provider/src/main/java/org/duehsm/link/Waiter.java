package org.duehsm.link;

/** A thread that waits for something of a link, and works for the link meanwhile. Under the lock of the traffic. */
class Waiter {

    /** Who waits; set when the wait begins. */
    Thread owner;

    /** Whether it is there to read while another thread writes, and for nothing else. */
    boolean onlyReads;

    /** Whether what it waits for is here. */
    boolean ready;

    /** Whom it has to wake as soon as it has left the lock; its own, with or without the lock. */
    final Wakeups wakeups = new Wakeups();
}
