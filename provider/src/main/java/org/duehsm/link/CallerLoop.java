package org.duehsm.link;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.duehsm.link.LinkException.Reason;
import org.duehsm.port.Port;

/**
 * How the threads that wait for a {@link Session} run it: one at a time writes, one at a time reads, the
 * others sleep; provider/CONCURRENCY.md tells more. A thread that waits goes on by {@link #next}. Somebody
 * reads or writes, or is about to, as long as anybody waits. If nobody waits, nobody misses what is
 * unwritten or unread, and the next call sees to it.
 *
 * <p>The object is the lock of the session and of its own fields, held for moments only, never while
 * reading, writing or sleeping.
 */
final class CallerLoop {

    /** A deadline that never comes. */
    private static final long NEVER = Long.MAX_VALUE;

    private static final int READ_SIZE = 4096;

    /** A write that takes longer, in parts of the time-out, is stuck. */
    private static final int STUCK = 4;

    /** How often the timekeeper looks, and how long nothing is written before it sleeps. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private enum Duty {
        WRITE,
        READ,
        SLEEP,
        LEAVE
    }

    private final Port port;
    private final Session session;
    private final long stuckNanos;
    private final Sleepers sleepers = new Sleepers();
    private int away;
    private boolean reading;
    private long lastWrite;
    private boolean helperWrites;
    private Thread timekeeper;
    private boolean timekeeperSleeps;

    // What Session.over() says, to be read without the lock.
    private volatile LinkException over;

    // Each used by the one thread only that has the duty.
    private final byte[] input = new byte[READ_SIZE];
    private final byte[] output;
    private int outputSize;

    CallerLoop(Port port, Session session, long timeout) {
        this.stuckNanos = timeout / STUCK;
        this.port = port;
        this.session = session;
        this.output = new byte[session.outputMax()];
    }

    /** The thread to be unparked when {@link #untilLook} said for ever, and somebody waits again. */
    synchronized void keptBy(Thread keeper) {
        timekeeper = keeper;
    }

    /** Sends the request; returns when the call is ready. */
    void perform(Call call) throws LinkException {
        work(call, call, NEVER);
    }

    /** The same, but waits at most so many nanoseconds; then the call stays the session's. */
    void perform(Call call, long nanos) throws LinkException {
        work(call, call, System.nanoTime() + nanos);
    }

    /** Works for all who wait until the waiter is ready, at most so many nanoseconds. */
    void attend(Waiter w, long nanos) throws LinkException {
        work(w, null, System.nanoTime() + nanos);
    }

    /** Tells the session something, and follows what becomes of it. Does no I/O and never waits. */
    void tell(Consumer<Session> action) {
        Wakeups wakeups = new Wakeups();
        synchronized (this) {
            action.accept(session);
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
        if (timekeeperSleeps) {
            timekeeperSleeps = false;
            w.wakeups.add(timekeeper);
        }
        settle(w.wakeups);
        if (sleepers.enter()) {
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
        boolean idle = w.helps && !work && (!session.isWriting() || reading);
        // Whoever is awake writes once more before it leaves: to wake another thread for that takes longer.
        if (over != null || w.ready && (wrote || !work) || late || idle) {
            sleepers.leave();
            callIn(w.wakeups);
            return Duty.LEAVE;
        }
        if (work) {
            lastWrite = System.nanoTime();
            outputSize = session.output(output, lastWrite);
            helperWrites = w.helps;
            settle(w.wakeups);
            return Duty.WRITE;
        }
        if (!reading) {
            reading = true;
            return Duty.READ;
        }
        sleepers.sleep(w);
        return Duty.SLEEP;
    }

    /** Whether something is to be written; those whose replies came with the last bytes may be back soon with more. */
    private boolean hasOutput() {
        return session.hasOutput(away > 0);
    }

    /** Wakes a thread if there is work that nobody who is awake will see. */
    private void callIn(Wakeups wakeups) {
        assert Thread.holdsLock(this);
        int busy = (reading ? 1 : 0) + (session.isWriting() ? 1 : 0);
        // Of a write that is stuck the timekeeper knows, unless it is its own.
        boolean seen = session.isWriting() && !helperWrites;
        boolean needed = over == null && !seen && (!reading || hasOutput());
        if (needed && sleepers.awake() == busy) {
            sleepers.rouseLast(wakeups);
        }
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
                Arrays.fill(input, 0, size, (byte) 0);
            }
            default -> sleepers.rouse(w, w.wakeups);
        }
    }

    /** Follows what has become of the session: wakes those who are ready, and all if it is over. */
    private void settle(Wakeups wakeups) {
        assert Thread.holdsLock(this);
        for (Waiter w = session.done(); w != null; w = session.done()) {
            away++;
            sleepers.rouse(w, wakeups);
        }
        if (over == null && session.over() != null) {
            over = session.over();
            sleepers.rouseAll(wakeups);
            wakeups.add(timekeeper);
        }
    }

    /** Why the session is over, or null. */
    LinkException over() {
        return over;
    }

    /** How many threads wait for the session; needs no lock. */
    int waiting() {
        return sleepers.waiting();
    }

    /** How many streams are taken by users who keep them. */
    synchronized int streamsTaken() {
        return session.streamsTaken();
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

    /**
     * Nanoseconds until the timekeeper is to look again; 0 if those who wait need help. For ever, once nothing was
     * written for a while, until somebody waits again: as long as nobody waits nobody looks at answers, and nothing
     * is due.
     */
    synchronized long untilLook() {
        long now = System.nanoTime();
        boolean waiting = sleepers.awake() > 0 && over == null;
        boolean lonely = session.isWriting() && !reading;
        if (waiting && (lonely ? now - lastWrite >= stuckNanos : session.untilTick(now) <= 0)) {
            return 0;
        }
        timekeeperSleeps = !waiting && now - lastWrite >= LOOK_NANOS;
        return timekeeperSleeps ? NEVER : LOOK_NANOS;
    }

    /** Does what is due. */
    void help(Waiter helper) throws LinkException {
        synchronized (this) {
            session.tick(System.nanoTime());
            settle(helper.wakeups);
        }
        attend(helper, stuckNanos);
    }
}
