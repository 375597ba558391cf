package org.duehsm.link;

import java.util.ArrayDeque;

/** Which of the threads that wait sleep, and how many do not. With the lock of the loop, but for {@link #waiting}. */
final class Sleepers {

    private final ArrayDeque<Waiter> asleep = new ArrayDeque<>();
    private int awake;
    private volatile int waiting;

    /** How many wait, asleep or awake; needs no lock. */
    int waiting() {
        return waiting;
    }

    /** How many wait, and do not sleep. */
    int awake() {
        return awake;
    }

    /** A thread begins to wait, awake; returns whether it is the only one. */
    boolean enter() {
        waiting = waiting + 1;
        return awake++ == 0;
    }

    /** A thread that is awake waits no more. */
    void leave() {
        waiting = waiting - 1;
        awake--;
    }

    /** A thread that is awake is about to park. */
    void sleep(Waiter w) {
        awake--;
        asleep.addLast(w);
    }

    /** Counts a thread as awake, and has it unparked if it sleeps. */
    void rouse(Waiter w, Wakeups wakeups) {
        if (asleep.remove(w)) {
            awake++;
            wakeups.add(w.owner);
        }
    }

    /** Rouses the last one to have come, who has the longest wait ahead; nobody, if nobody sleeps. */
    void rouseLast(Wakeups wakeups) {
        if (!asleep.isEmpty()) {
            rouse(asleep.peekLast(), wakeups);
        }
    }

    void rouseAll(Wakeups wakeups) {
        while (!asleep.isEmpty()) {
            rouse(asleep.peekFirst(), wakeups);
        }
    }
}
