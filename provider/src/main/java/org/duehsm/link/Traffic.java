package org.duehsm.link;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.duehsm.link.Exchange.State;
import org.duehsm.link.LinkException.Reason;
import org.duehsm.port.Port;

/**
 * What the threads of a link share, and its writing side. The object is its own lock: where a method
 * says so the caller holds it, elsewhere the caller must not.
 */
final class Traffic {

    /** Guarded by the lock, as is all that changes here. */
    final Contexts contexts;

    final Window window;

    private final Port port;
    private final long timeout;
    private final RetransmissionTimer timer;
    private Exchange head;
    private Exchange tail;
    private int waiting;
    private boolean writing;
    private LinkException failure;

    // Used by the one thread only that has set writing.
    private final byte[] output;
    private final Wakeups writerWakeups = new Wakeups();

    Traffic(Port port, Welcome welcome, long timeout) {
        this.port = port;
        this.timeout = timeout;
        this.timer = new RetransmissionTimer(timeout, port.baud());
        this.window = new Window(welcome, timer);
        this.contexts = new Contexts(welcome.streams());
        this.output = new byte[welcome.window() * FrameEncoder.bound(Packet.PAYLOAD + welcome.maxPayload())];
    }

    /** Queues the request; returns whether that is all that is to be done now. */
    synchronized boolean submit(Exchange x, boolean more) throws LinkException {
        check();
        if (head == null && window.hasRoom(x.size)) {
            window.admit(x);
            if (more && window.unsent() < window.half()) {
                return true;
            }
        } else {
            x.state = State.QUEUED;
            x.next = null;
            if (head == null) {
                head = x;
            } else {
                tail.next = x;
            }
            tail = x;
        }
        if (waiting++ == 0) {
            timer.progress(System.nanoTime());
        }
        return false;
    }

    /** The wait that began with {@link #submit} is over. With the lock. */
    void stopWaiting() {
        waiting--;
    }

    /** Whether somebody else, or nobody, has to write. With the lock. */
    boolean mayLeave() {
        return writing || !hasWork();
    }

    /** Throws if the session is over. With the lock. */
    void check() throws LinkException {
        if (failure != null) {
            throw failure.again();
        }
    }

    /** Nanoseconds to wait; 0 if there is something to write now, negative if the device is silent. With the lock. */
    long pause() {
        if (!mayLeave()) {
            return 0;
        }
        long now = System.nanoTime();
        long silent = timer.untilSilent(now);
        boolean minding = !writing && window.isWaiting();
        if (silent <= 0 && (!minding || timer.hasRepeated(now))) {
            return -1;
        }
        long bytes = window.bytesOnWay();
        // Whoever writes now may be gone when its frames are lost, so this thread looks again in time.
        long repetition = minding ? timer.untilRepetition(now, bytes) : timer.interval(bytes);
        if (repetition <= 0) {
            timer.repeated(now);
            window.repeat();
            return 0;
        }
        return silent > 0 ? Math.min(silent, repetition) : repetition;
    }

    private boolean hasWork() {
        return failure == null
                && (window.hasWork()
                        || head != null && window.hasRoom(head.size)
                        || contexts.hasAbandoned() && window.hasRoom(Packet.PAYLOAD));
    }

    /**
     * Writes what is to be written, unless another thread is at it. A writer whose own wait is over
     * does not go on for ever: it hands the duty to the first in the queue.
     *
     * @param mine what the caller waits for, null if it is no exchange
     * @return whether the duty was handed on
     */
    boolean write(Exchange mine, State target) {
        boolean wrote = false;
        while (true) {
            int size = 0;
            Thread heir = null;
            synchronized (this) {
                if (wrote) {
                    writing = false;
                    timer.sent(System.nanoTime());
                }
                if (mayLeave()) {
                    return false;
                }
                if (wrote && head != null && mine != null && mine.hasReached(target)) {
                    heir = head.owner;
                } else {
                    gather();
                    size = window.encode(output, System.nanoTime());
                    writing = true;
                }
            }
            if (heir != null) {
                LockSupport.unpark(heir);
                return true;
            }
            writerWakeups.wake();
            send(size);
            wrote = true;
        }
    }

    /** Admits what the window has room for: first the streams to wipe, which make contexts free. */
    private void gather() {
        while (contexts.hasAbandoned() && window.hasRoom(Packet.PAYLOAD)) {
            Context context = contexts.nextAbandoned();
            window.admitAbort(context.number());
            writerWakeups.add(contexts.release(context));
        }
        while (head != null && window.hasRoom(head.size)) {
            Exchange x = head;
            head = x.next;
            x.next = null;
            window.admit(x);
            if (!x.answered) {
                writerWakeups.add(x.owner);
            }
        }
    }

    private void send(int size) {
        try {
            port.write(output, 0, size);
        } catch (IOException | RuntimeException e) {
            fail(Reason.LOST, e.getMessage(), e);
        } finally {
            Arrays.fill(output, 0, size, (byte) 0);
        }
    }

    /** Whether the device has not taken for too long what a thread writes. With the lock. */
    boolean isStuck(long now) {
        return writing && waiting > 0 && timer.untilSilent(now) <= 0;
    }

    /** A waiting thread that has to be woken to write, if nobody is at it; else null. With the lock. */
    Thread idleWriter() {
        if (mayLeave()) {
            return null;
        }
        Thread writer = head != null ? head.owner : window.someWaiting();
        return writer != null ? writer : contexts.firstWaiting();
    }

    synchronized LinkException failure() {
        return failure;
    }

    void failSilent() {
        fail(
                Reason.SILENT,
                port.name() + ": the device does not answer (no progress for " + TimeUnit.NANOSECONDS.toMillis(timeout)
                        + " ms); check the cable, or reset the device",
                null);
    }

    /** Ends the session: closes the port, which ends a blocked write too, and wakes all who wait. */
    void fail(Reason reason, String message, Throwable cause) {
        Wakeups wakeups = new Wakeups();
        synchronized (this) {
            if (failure != null) {
                return;
            }
            failure = new LinkException(reason, message, cause);
            window.close(wakeups);
            contexts.wakeAll(wakeups);
            for (Exchange x = head; x != null; x = x.next) {
                wakeups.add(x.owner);
            }
            head = null;
        }
        wakeups.wake();
        port.close();
    }
}
