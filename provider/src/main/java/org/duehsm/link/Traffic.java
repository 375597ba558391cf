package org.duehsm.link;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.duehsm.link.Contexts.Ticket;
import org.duehsm.link.LinkException.Reason;
import org.duehsm.port.Port;

/**
 * What the threads of a link share, and how they do its work. Those who wait do it: one at a time
 * writes, one at a time reads, the others sleep. So a lone thread writes its request and reads its
 * reply, and nobody has to be woken; of many, whoever is awake serves the rest.
 *
 * <p>A thread that waits goes on by {@link #next}: it writes if there is something to write and
 * nobody is at it, else it reads if nobody reads, else it sleeps. A reply wakes the thread that it is
 * for. A thread that leaves, and leaves work that nobody who is awake will see, wakes another one. So
 * somebody reads or writes, or is about to, as long as anybody waits. If nobody waits, nobody misses
 * what is unwritten or unread, and the next call sees to it.
 *
 * <p>The object is its own lock, held for moments only, never while reading, writing or sleeping.
 */
final class Traffic {

    /** A deadline that never comes. */
    private static final long NEVER = Long.MAX_VALUE;

    private static final int READ_SIZE = 4096;

    private enum Duty {
        WRITE,
        READ,
        SLEEP,
        LEAVE
    }

    private final Port port;
    private final long timeout;
    private final RetransmissionTimer timer;
    private final Window window;
    private final Contexts contexts;
    private final Outbox outbox;
    private final Receiver receiver;

    private final ArrayDeque<Waiter> asleep = new ArrayDeque<>();
    private int awake;
    private boolean reading;
    private boolean writing;
    private long writes;
    private volatile LinkException failure;

    // Each used by the one thread only that has the duty.
    private final byte[] input = new byte[READ_SIZE];
    private final byte[] output;
    private int outputSize;

    Traffic(Port port, Welcome welcome, long timeout) {
        this.port = port;
        this.timeout = timeout;
        this.timer = new RetransmissionTimer(timeout, port.baud());
        this.window = new Window(welcome, timer);
        this.contexts = new Contexts(welcome.streams());
        this.outbox = new Outbox(window, contexts, this);
        this.receiver = new Receiver(port.name(), welcome, this, window);
        this.output = new byte[welcome.window() * FrameEncoder.bound(Packet.PAYLOAD + welcome.maxPayload())];
    }

    /** Sends the request; returns when it is ready. */
    void perform(Exchange x) throws LinkException {
        work(x, x, NEVER);
    }

    /** Works for all who wait until the waiter is ready, at most so many nanoseconds. */
    void attend(Waiter w, long nanos) throws LinkException {
        work(w, null, System.nanoTime() + nanos);
    }

    /** A place in the queue for a context, which may be had at once. */
    synchronized Ticket takeTicket() {
        Ticket ticket = new Ticket();
        contexts.queue(ticket);
        serve(ticket.wakeups);
        return ticket;
    }

    /** Gives a ticket up; returns the context that it has, or null. */
    synchronized Context giveUp(Ticket ticket) {
        contexts.leaveQueue(ticket);
        return ticket.context;
    }

    /** How many streams can have a context at once. */
    int streamLimit() {
        return contexts.streamLimit();
    }

    /**
     * Ends the loan of a stream, if it has not ended yet. Does no I/O and never waits.
     *
     * @param closed whether the stream is closed on the device too
     */
    void end(Context context, boolean closed) {
        Wakeups wakeups = new Wakeups();
        synchronized (this) {
            contexts.end(context, closed);
            serve(wakeups);
            callIn(wakeups);
        }
        wakeups.wake();
    }

    /** Gives the contexts that are free to those who wait for one. With the lock. */
    void serve(Wakeups wakeups) {
        Waiter served;
        while ((served = contexts.serve()) != null) {
            if (served instanceof Exchange whole) {
                outbox.add(whole, wakeups);
            } else {
                ready(served, wakeups);
            }
        }
    }

    /** Begins a wait, for the request if there is one. With the lock. */
    private Duty enter(Waiter w, Exchange request, long deadline) {
        w.owner = Thread.currentThread();
        if (request != null && request.borrows) {
            contexts.queue(request);
            serve(w.wakeups);
        } else if (request != null) {
            outbox.add(request, w.wakeups);
        }
        if (awake++ == 0) {
            timer.progress(System.nanoTime());
        }
        outbox.oneIsBack();
        return next(w, false, deadline);
    }

    /** Works until the waiter is ready or the deadline has come; fails if the session is over before. */
    private void work(Waiter w, Exchange request, long deadline) throws LinkException {
        boolean interrupted = false;
        boolean served = false;
        boolean over = true;
        try {
            Duty duty;
            synchronized (this) {
                check();
                duty = enter(w, request, deadline);
            }
            while (duty != Duty.LEAVE) {
                w.wakeups.wake();
                int size = 0;
                Exception broken = null;
                try {
                    size = perform(duty, deadline);
                } catch (IOException | RuntimeException e) {
                    broken = e;
                }
                interrupted |= Thread.interrupted();
                synchronized (this) {
                    settle(duty, w, size);
                    if (broken != null) {
                        end(new LinkException(Reason.LOST, broken.getMessage(), broken), w.wakeups);
                    }
                    served = duty == Duty.WRITE && w.ready;
                    duty = next(w, served, deadline);
                }
            }
            over = failure != null;
            if (over && !w.ready) {
                throw failure.again();
            }
        } finally {
            w.wakeups.wake();
            if (over) {
                fail(new LinkException(Reason.LOST, port.name() + ": a thread of the session broke off", null));
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What a thread that waits does next. With the lock. */
    private Duty next(Waiter w, boolean served, long deadline) {
        boolean work = !writing && outbox.hasWork();
        boolean late = deadline != NEVER && System.nanoTime() - deadline >= 0;
        boolean idle = w.onlyReads && (!writing || reading);
        // Whoever is awake writes once more before it leaves: to wake another thread for that takes longer.
        if (failure != null || w.ready && (served || !work) || late || idle) {
            leave(w);
            return Duty.LEAVE;
        }
        if (work) {
            long now = System.nanoTime();
            if (!window.isWaiting()) {
                timer.progress(now);
            }
            outbox.gather(w.wakeups);
            outputSize = window.encode(output, now);
            writing = true;
            writes++;
            return Duty.WRITE;
        }
        if (!reading) {
            reading = true;
            return Duty.READ;
        }
        awake--;
        asleep.addLast(w);
        return Duty.SLEEP;
    }

    private void leave(Waiter w) {
        awake--;
        callIn(w.wakeups);
    }

    /** Wakes a thread if there is work that nobody who is awake will see. With the lock. */
    private void callIn(Wakeups wakeups) {
        int busy = (reading ? 1 : 0) + (writing ? 1 : 0);
        boolean needed = failure == null && !writing && (!reading || outbox.hasWork());
        if (needed && awake == busy && !asleep.isEmpty()) {
            // The last one to have come to wait has the longest wait ahead.
            wakeups.add(rouse(asleep.peekLast()));
        }
    }

    /** Counts a thread that sleeps as awake, and returns it to be unparked; null if it does not sleep. With the lock. */
    private Thread rouse(Waiter w) {
        if (!asleep.remove(w)) {
            return null;
        }
        awake++;
        return w.owner;
    }

    private int perform(Duty duty, long deadline) throws IOException {
        switch (duty) {
            case WRITE -> send();
            case READ -> {
                return port.read(input);
            }
            default -> {
                if (deadline == NEVER) {
                    LockSupport.park(this);
                } else {
                    LockSupport.parkNanos(this, deadline - System.nanoTime());
                }
            }
        }
        return 0;
    }

    private void send() throws IOException {
        try {
            port.write(output, 0, outputSize);
        } finally {
            Arrays.fill(output, 0, outputSize, (byte) 0);
        }
    }

    /** A duty is done; size bytes have been read. With the lock. */
    private void settle(Duty duty, Waiter w, int size) {
        long now = System.nanoTime();
        switch (duty) {
            case WRITE -> {
                writing = false;
                timer.sent(now);
            }
            case READ -> {
                reading = false;
                outbox.nobodyIsAway();
                LinkException over = receiver.receive(input, size, now, w.wakeups);
                if (over != null) {
                    end(over, w.wakeups);
                } else {
                    mindTime(now, w.wakeups);
                }
            }
            default -> rouse(w);
        }
    }

    private void mindTime(long now, Wakeups wakeups) {
        boolean waiting = !writing && window.isWaiting();
        if ((writing || waiting && timer.hasRepeated(now)) && timer.untilSilent(now) <= 0) {
            end(silent(), wakeups);
        } else if (waiting && timer.untilRepetition(now, window.bytesOnWay()) <= 0) {
            timer.repeated(now);
            window.repeat();
        }
    }

    /** The reply of the exchange is here. With the lock. */
    void completed(Exchange x, Wakeups wakeups) {
        if (x.borrows) {
            contexts.takeBack(x);
            serve(wakeups);
        }
        ready(x, wakeups);
    }

    /** What the waiter waits for is here. With the lock. */
    void ready(Waiter w, Wakeups wakeups) {
        w.ready = true;
        outbox.oneIsAway();
        Thread sleeper = rouse(w);
        if (sleeper != null) {
            wakeups.add(sleeper);
        }
    }

    /** Throws if the session is over. With the lock. */
    private void check() throws LinkException {
        if (failure != null) {
            throw failure.again();
        }
    }

    /** Why the session is over, or null. */
    LinkException failure() {
        return failure;
    }

    private LinkException silent() {
        return new LinkException(
                Reason.SILENT,
                port.name() + ": the device does not answer (no progress for " + TimeUnit.NANOSECONDS.toMillis(timeout)
                        + " ms); check the cable, or reset the device",
                null);
    }

    /** Ends the session, if it is not over, and wakes all who wait. With the lock; the port is to be closed after it. */
    private void end(LinkException why, Wakeups wakeups) {
        if (failure == null) {
            failure = why;
            window.close();
            outbox.clear();
            awake += asleep.size();
            asleep.forEach(w -> wakeups.add(w.owner));
            asleep.clear();
        }
    }

    /** Ends the session, if it is not over, and closes the port, which ends a blocked read or write too. */
    void fail(LinkException why) {
        Wakeups wakeups = new Wakeups();
        synchronized (this) {
            end(why, wakeups);
        }
        wakeups.wake();
        port.close();
    }

    /** How many writes have begun, if one is under way and nobody reads; else -1. */
    synchronized long lonelyWrite() {
        return failure == null && writing && !reading ? writes : -1;
    }
}
