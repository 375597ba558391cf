package org.duehsm.link;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.duehsm.link.LinkException.Reason;
import org.duehsm.port.Port;

/**
 * How the threads that wait for a {@link Session} run it. One at a time writes, one at a time reads, the
 * others sleep. So a lone thread writes its request and reads its reply, and nobody has to be woken; of
 * many, whoever is awake serves the rest.
 *
 * <p>A thread that waits goes on by {@link #next}: it writes if there is something to write and
 * nobody is at it, else it reads if nobody reads, else it sleeps. A reply wakes the thread that it is
 * for. A thread that leaves, and leaves work that nobody who is awake will see, wakes another one. So
 * somebody reads or writes, or is about to, as long as anybody waits. If nobody waits, nobody misses
 * what is unwritten or unread, and the next call sees to it.
 *
 * <p>The object is the lock of the session and of its own fields, held for moments only, never while
 * reading, writing or sleeping (provider/CONCURRENCY.md).
 */
final class CallerLoop {

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
    private final Session session;

    private final ArrayDeque<Waiter> asleep = new ArrayDeque<>();
    private int awake;
    private int away;
    private boolean reading;
    private long writes;

    // What Session.over() says, to be read without the lock.
    private volatile LinkException over;

    // Each used by the one thread only that has the duty.
    private final byte[] input = new byte[READ_SIZE];
    private final byte[] output;
    private int outputSize;

    CallerLoop(Port port, Session session) {
        this.port = port;
        this.session = session;
        this.output = new byte[session.outputMax()];
    }

    /** Sends the request; returns when the call is ready. */
    void perform(Call call) throws LinkException {
        work(call, call, NEVER);
    }

    /** Works for all who wait until the waiter is ready, at most so many nanoseconds. */
    void attend(Waiter w, long nanos) throws LinkException {
        work(w, null, System.nanoTime() + nanos);
    }

    /** A place in the queue for a stream, which may be had at once. */
    synchronized StreamWait queueForStream() {
        StreamWait wait = new StreamWait();
        session.add(wait);
        settle(wait.wakeups);
        return wait;
    }

    /** Leaves that queue; returns the stream that the wait has, or null. */
    synchronized Stream giveUp(StreamWait wait) {
        return session.giveUp(wait);
    }

    /** Ends a stream as {@link Session#end(Stream, boolean)} does. Does no I/O and never waits. */
    void end(Stream stream, boolean closed) {
        Wakeups wakeups = new Wakeups();
        synchronized (this) {
            session.end(stream, closed);
            settle(wakeups);
            callIn(wakeups);
        }
        wakeups.wake();
    }

    /** Begins a wait, for the call if there is one. */
    private Duty enter(Waiter w, Call call, long deadline) {
        assert Thread.holdsLock(this);
        w.owner = Thread.currentThread();
        if (call != null) {
            call.ready = false;
            session.add(call);
        }
        settle(w.wakeups);
        if (awake++ == 0) {
            session.resume(System.nanoTime());
        }
        away = Math.max(0, away - 1);
        return next(w, false, deadline);
    }

    /** Works until the waiter is ready or the deadline has come; fails if the session is over before. */
    private void work(Waiter w, Call call, long deadline) throws LinkException {
        boolean interrupted = false;
        boolean ended = true;
        try {
            Duty duty;
            synchronized (this) {
                if (over != null) {
                    throw over.again();
                }
                duty = enter(w, call, deadline);
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
                    performed(duty, w, size);
                    if (broken != null) {
                        session.end(new LinkException(Reason.LOST, broken.getMessage(), broken));
                    }
                    settle(w.wakeups);
                    duty = next(w, duty == Duty.WRITE && w.ready, deadline);
                }
            }
            ended = over != null;
            if (ended && !w.ready) {
                throw over.again();
            }
        } finally {
            w.wakeups.wake();
            if (ended) {
                end(new LinkException(Reason.LOST, port.name() + ": a thread of the session broke off", null));
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * What a thread that waits does next.
     *
     * @param wrote whether it has just written, and was ready before
     */
    private Duty next(Waiter w, boolean wrote, long deadline) {
        assert Thread.holdsLock(this);
        boolean work = hasOutput();
        boolean late = deadline != NEVER && System.nanoTime() - deadline >= 0;
        boolean idle = w.onlyReads && (!session.isWriting() || reading);
        // Whoever is awake writes once more before it leaves: to wake another thread for that takes longer.
        if (over != null || w.ready && (wrote || !work) || late || idle) {
            awake--;
            callIn(w.wakeups);
            return Duty.LEAVE;
        }
        if (work) {
            outputSize = session.output(output, System.nanoTime());
            writes++;
            settle(w.wakeups);
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

    /**
     * Whether something is to be written. As long as the device is busy, new requests wait for those of
     * the threads whose replies came with the last bytes, and that may be back soon: so the requests of
     * many threads go in few writes. A busy device sends more bytes, and those end the wait.
     */
    private boolean hasOutput() {
        return session.hasOutput(away > 0);
    }

    /** Wakes a thread if there is work that nobody who is awake will see. */
    private void callIn(Wakeups wakeups) {
        assert Thread.holdsLock(this);
        int busy = (reading ? 1 : 0) + (session.isWriting() ? 1 : 0);
        boolean needed = over == null && !session.isWriting() && (!reading || hasOutput());
        if (needed && awake == busy && !asleep.isEmpty()) {
            // The last one to have come to wait has the longest wait ahead.
            wakeups.add(rouse(asleep.peekLast()));
        }
    }

    /** Counts a thread that sleeps as awake, and returns it to be unparked; null if it does not sleep. */
    private Thread rouse(Waiter w) {
        assert Thread.holdsLock(this);
        if (!asleep.remove(w)) {
            return null;
        }
        awake++;
        return w.owner;
    }

    private int perform(Duty duty, long deadline) throws IOException {
        switch (duty) {
            case WRITE -> write();
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

    private void write() throws IOException {
        try {
            port.write(output, 0, outputSize);
        } finally {
            Arrays.fill(output, 0, outputSize, (byte) 0);
        }
    }

    /** A duty is done; size bytes have been read. */
    private void performed(Duty duty, Waiter w, int size) {
        assert Thread.holdsLock(this);
        switch (duty) {
            case WRITE -> session.written(System.nanoTime());
            case READ -> {
                reading = false;
                away = 0;
                session.input(input, size, System.nanoTime());
            }
            default -> rouse(w);
        }
    }

    /** Follows what has become of the session: wakes those who are ready, and all if it is over. */
    private void settle(Wakeups wakeups) {
        assert Thread.holdsLock(this);
        for (Waiter w = session.done(); w != null; w = session.done()) {
            away++;
            Thread sleeper = rouse(w);
            if (sleeper != null) {
                wakeups.add(sleeper);
            }
        }
        if (over == null && session.over() != null) {
            over = session.over();
            awake += asleep.size();
            asleep.forEach(w -> wakeups.add(w.owner));
            asleep.clear();
        }
    }

    /** Why the session is over, or null. */
    LinkException over() {
        return over;
    }

    /** Ends the session, if it is not over, and closes the port, which ends a blocked read or write too. */
    void end(LinkException why) {
        Wakeups wakeups = new Wakeups();
        synchronized (this) {
            session.end(why);
            settle(wakeups);
        }
        wakeups.wake();
        port.close();
    }

    /** How many writes have begun, if one is under way and nobody reads; else -1. */
    synchronized long lonelyWrite() {
        return over == null && session.isWriting() && !reading ? writes : -1;
    }
}
