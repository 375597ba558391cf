package org.duehsm.link;

import java.util.ArrayDeque;

/**
 * The MAC contexts of the device, and who waits for one: first come, first served. A context whose
 * stream was given up is lent again only after the device was told. Under the lock of the traffic.
 */
final class Contexts {

    /** A place in the queue; ready when it has a context, which may be at once. */
    static final class Ticket extends Waiter {
        Context context;
    }

    private final ArrayDeque<Context> free;
    private final ArrayDeque<Context> abandoned = new ArrayDeque<>();
    private final ArrayDeque<Ticket> tickets = new ArrayDeque<>();

    Contexts(int total) {
        this.free = new ArrayDeque<>(total + 1);
        for (int i = 0; i < total; i++) {
            free.addLast(new Context(i));
        }
    }

    /** A context, or null: all are lent, or others come first. */
    Context take() {
        if (!tickets.isEmpty() || free.isEmpty()) {
            return null;
        }
        return lend(free.removeLast());
    }

    Ticket queue() {
        Ticket ticket = new Ticket();
        ticket.context = take();
        ticket.ready = ticket.context != null;
        if (!ticket.ready) {
            tickets.addLast(ticket);
        }
        return ticket;
    }

    void leaveQueue(Ticket ticket) {
        tickets.remove(ticket);
    }

    /** Takes a context back whose stream is closed on the device too; returns the ticket that got it, or null. */
    Ticket release(Context context) {
        Ticket first = tickets.pollFirst();
        if (first == null) {
            free.addLast(context);
        } else {
            first.context = lend(context);
        }
        return first;
    }

    /** Takes a context back whose stream is still open on the device. */
    void abandon(Context context) {
        context.startLoan();
        abandoned.addLast(context);
    }

    boolean hasAbandoned() {
        return !abandoned.isEmpty();
    }

    Context nextAbandoned() {
        return abandoned.removeFirst();
    }

    boolean hasQueue() {
        return !tickets.isEmpty();
    }

    private static Context lend(Context context) {
        context.startLoan();
        return context;
    }
}
