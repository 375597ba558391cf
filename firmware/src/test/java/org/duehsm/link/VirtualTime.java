package org.duehsm.link;

import java.util.PriorityQueue;

/** A clock that only goes on when something happens, in nanoseconds; what is to happen at the same time happens in order. */
final class VirtualTime {

    private record Event(long at, long order, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now = 1_000_000_000;
    private long order;

    long now() {
        return now;
    }

    void at(long when, Runnable action) {
        events.add(new Event(Math.max(when, now), order++, action));
    }

    void after(long delay, Runnable action) {
        at(now + delay, action);
    }

    /** Lets the next thing happen; false if there is none. */
    boolean step() {
        Event next = events.poll();
        if (next == null) {
            return false;
        }
        now = next.at;
        next.action.run();
        return true;
    }
}
