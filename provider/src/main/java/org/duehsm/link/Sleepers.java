package org.duehsm.link;

import java.util.ArrayDeque;

/** Which of the threads that wait sleep, and how many do not. With the lock of the loop. */
final class Sleepers {

    private final ArrayDeque<Waiter> asleep = new ArrayDeque<>();
    private int awake;

    /** How many wait, and do not sleep. */
    int awake() {
        return awake;
    }

    /** A thread begins to wait, awake; returns whether it is the only one. */
    boolean enter() {
        return awake++ == 0;
    }

    /** A thread that is awake waits no more. */
    void leave() {
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
