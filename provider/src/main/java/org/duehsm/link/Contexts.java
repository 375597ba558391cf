package org.duehsm.link;

import java.util.ArrayDeque;

/**
 * The MAC contexts of the device, and who waits for one: first come, first served. Streams, which may
 * stand idle for as long as they like, never get the last few: those are for requests that need a
 * context only as long as they are out, so such a request waits for its like only. A context is lent
 * again only when no request of the loan before can be sent any more, and, if its stream was given
 * up, after the device was told. Under the lock of the traffic.
 */
final class Contexts {

    /** A stream's place in the queue; ready when it has a context. */
    static final class Ticket extends Waiter {
        Context context;
    }

    /** One context in so many is kept for whole messages; of 64 it takes 8 to fill the window. */
    private static final int KEPT = 8;

    private final int streamLimit;
    private final ArrayDeque<Context> free;
    private final ArrayDeque<Context> abandoned = new ArrayDeque<>();
    private final ArrayDeque<Ticket> tickets = new ArrayDeque<>();
    private final ArrayDeque<Exchange> wholes = new ArrayDeque<>();
    private int streams;

    Contexts(int total) {
        this.streamLimit = total - Math.max(1, total / KEPT);
        this.free = new ArrayDeque<>(total + 1);
        for (int i = 0; i < total; i++) {
            free.addLast(new Context(i, false));
        }
    }

    /** How many streams can have one at once. */
    int streamLimit() {
        return streamLimit;
    }

    void queue(Ticket ticket) {
        tickets.addLast(ticket);
    }

    /** Queues a request that borrows a context. */
    void queue(Exchange whole) {
        wholes.addLast(whole);
    }

    void leaveQueue(Ticket ticket) {
        tickets.remove(ticket);
    }

    /** Gives a waiter a context, and returns it; null if there is none, or none for those who wait. */
    Waiter serve() {
        if (free.isEmpty()) {
            return null;
        }
        // Streams first: they cannot take all, so the others wait no longer than for one of their own.
        if (streams < streamLimit && !tickets.isEmpty()) {
            Ticket ticket = tickets.removeFirst();
            ticket.context = new Context(free.removeLast().number(), true);
            streams++;
            return ticket;
        }
        if (!wholes.isEmpty()) {
            Exchange whole = wholes.removeFirst();
            whole.use(free.removeLast());
            return whole;
        }
        return null;
    }

    /** Keeps the contexts of a request until it has left the queue; returns false if its stream has ended. */
    boolean hold(Exchange x) {
        if (x.hasEndedStream()) {
            return false;
        }
        if (x.context != null) {
            x.context.hold();
        }
        if (x.target != null) {
            x.target.hold();
        }
        return true;
    }

    void letGo(Exchange x) {
        letGo(x.context);
        letGo(x.target);
    }

    private void letGo(Context context) {
        if (context != null) {
            context.letGo();
            if (context.hasEnded() && !context.isHeld()) {
                abandoned.addLast(context);
            }
        }
    }

    /** Takes back what a request borrowed that was sent and answered as a whole: nothing refers to it any more. */
    void takeBack(Exchange whole) {
        Context context = whole.context;
        context.setStatus(0);
        free.addLast(context);
    }

    /**
     * Ends a loan; does nothing if it has ended.
     *
     * @param closed whether the stream is closed on the device too
     */
    void end(Context context, boolean closed) {
        if (context.hasEnded()) {
            return;
        }
        context.end();
        if (!context.isHeld()) {
            if (closed) {
                wiped(context);
            } else {
                abandoned.addLast(context);
            }
        }
    }

    /** Whether there are streams that the device is to wipe. */
    boolean hasAbandoned() {
        return !abandoned.isEmpty();
    }

    Context nextAbandoned() {
        return abandoned.removeFirst();
    }

    /** The device was told to wipe the stream, and has nothing of it when it comes to the next request. */
    void wiped(Context context) {
        if (context.isOfStream()) {
            streams--;
        }
        free.addLast(new Context(context.number(), false));
    }
}
