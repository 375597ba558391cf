package org.duehsm.link;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.duehsm.link.Exchange.State;
import org.duehsm.link.LinkException.Reason;
import org.duehsm.port.Port;

/**
 * One session with a device, for any number of threads.
 *
 * <p>A caller puts its request in a queue. Whoever finds that something is to be written and that
 * nobody writes becomes the writer: it admits requests from the queue to the window as far as there
 * is room, and sends all that is unsent in one write. Then it waits for its own reply, and while it
 * waits it also minds the retransmission timer. A daemon thread reads, completes exchanges, and
 * wakes those whose turn it is.
 *
 * <p>Work to be written is never forgotten: it arises under the lock, and whoever makes it wakes a
 * thread that waits if none is awake for it; a thread leaves {@link #await} only if, under the lock,
 * nothing is to be written or another one is at it. If no thread waits at all, nobody misses what is
 * unwritten, and the next call writes it. The lock is held for moments only, never while waiting,
 * reading or writing.
 */
public final class Link {

    private static final long JOIN_MILLIS = 2000;

    private final Port port;
    private final Welcome welcome;
    private final long timeout;
    private final Traffic traffic;
    private final Thread reader;
    private final ArrayDeque<Exchange> spare = new ArrayDeque<>();

    private Link(Port port, Welcome welcome, Duration timeout) {
        this.port = port;
        this.welcome = welcome;
        this.timeout = timeout.toNanos();
        this.traffic = new Traffic(port, welcome, this.timeout);
        this.reader = new Thread(new Receiver(port, welcome, traffic), "due-hsm reader " + port.name());
        reader.setDaemon(true);
    }

    /**
     * Opens a session, and closes the port if that fails.
     *
     * @param timeout without progress after which the device counts as silent
     */
    public static Link open(Port port, Duration timeout) throws LinkException {
        try {
            Welcome welcome = new Handshake(port, Handshake.newNonce()).perform(timeout.toNanos());
            Link link = new Link(port, welcome, timeout);
            link.reader.start();
            return link;
        } catch (LinkException | RuntimeException | Error e) {
            port.close();
            throw e;
        }
    }

    /** What the device said of itself. */
    public Welcome welcome() {
        return welcome;
    }

    /** The name of the port. */
    public String name() {
        return port.name();
    }

    /** Why the session is over, or null. */
    public LinkException failure() {
        return traffic.failure();
    }

    /** An exchange to fill in; give it back to {@link #recycle} whatever becomes of it. */
    public Exchange exchange() {
        synchronized (spare) {
            Exchange x = spare.pollLast();
            return x != null ? x : new Exchange(welcome.maxPayload());
        }
    }

    /** Takes an exchange back and wipes it. */
    public void recycle(Exchange x) {
        boolean idle = x.state != State.QUEUED && (x.state != State.SENT || !x.answered);
        x.wipe();
        synchronized (spare) {
            if (idle && spare.size() < 2 * welcome.window()) {
                spare.addLast(x);
            }
        }
    }

    /** Sends a request that is answered, and returns when the reply is in the exchange. */
    public void call(Exchange x) throws LinkException {
        x.answered = true;
        x.owner = Thread.currentThread();
        traffic.submit(x, false);
        await(x, State.DONE);
    }

    /**
     * Sends a request that is not answered, and returns when the exchange can be filled again.
     *
     * @param more whether the caller sends another one at once, so that this one may wait for it
     */
    public void post(Exchange x, boolean more) throws LinkException {
        x.answered = false;
        x.owner = Thread.currentThread();
        if (!traffic.submit(x, more)) {
            await(x, State.SENT);
        }
    }

    private void await(Exchange x, State target) throws LinkException {
        boolean interrupted = false;
        try {
            while (true) {
                boolean handedOn = traffic.write(x, target);
                long pause;
                synchronized (traffic) {
                    if (x.hasReached(target) && (handedOn || traffic.mayLeave())) {
                        traffic.stopWaiting();
                        return;
                    }
                    traffic.check();
                    pause = traffic.pause();
                }
                if (pause > 0) {
                    LockSupport.parkNanos(this, pause);
                    interrupted |= Thread.interrupted();
                } else if (pause < 0) {
                    traffic.failSilent();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Borrows a MAC context, for as long as the stream lives. Waits, at most the timeout, while all
     * are lent; before it gives up it has the garbage collector look once for streams dropped.
     */
    public Context acquire() throws LinkException {
        Contexts.Ticket ticket;
        synchronized (traffic) {
            traffic.check();
            Context context = traffic.contexts.take();
            if (context != null) {
                return context;
            }
            ticket = traffic.contexts.queue();
        }
        return await(ticket);
    }

    private Context await(Contexts.Ticket ticket) throws LinkException {
        long start = System.nanoTime();
        boolean collected = false;
        boolean interrupted = false;
        try {
            while (true) {
                traffic.write(null, null);
                long waited = System.nanoTime() - start;
                synchronized (traffic) {
                    if (ticket.context != null && traffic.mayLeave()) {
                        return ticket.context;
                    }
                    traffic.check();
                    if (ticket.context == null && waited >= timeout && traffic.mayLeave()) {
                        traffic.contexts.leaveQueue(ticket);
                        throw noContext();
                    }
                }
                if (!collected && waited >= timeout / 2) {
                    collected = true;
                    System.gc();
                } else if (ticket.context == null) {
                    LockSupport.parkNanos(this, (collected ? timeout : timeout / 2) - waited);
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private LinkException noContext() {
        return new LinkException(
                Reason.NO_CONTEXT,
                name() + ": all " + welcome.streams() + " MAC contexts of the device were in use for "
                        + TimeUnit.NANOSECONDS.toMillis(timeout)
                        + " ms; finish or reset some of the open Macs, then try again",
                null);
    }

    /** Gives a context back whose stream has ended with its last part. */
    public void release(Context context) {
        Thread next;
        synchronized (traffic) {
            next = traffic.contexts.release(context);
        }
        LockSupport.unpark(next);
    }

    /**
     * Gives a context back whose stream has not ended; the device is told to wipe it with the next
     * request. Does no I/O and never waits, so a cleaner may call it.
     */
    public void abandon(Context context) {
        Thread waiter;
        synchronized (traffic) {
            traffic.contexts.abandon(context);
            waiter = traffic.contexts.firstWaiting();
        }
        LockSupport.unpark(waiter);
    }

    /** Ends the session and closes the port; returns when the port can be opened again. */
    public void close() {
        traffic.fail(Reason.CLOSED, name() + ": the session was closed", null);
        boolean interrupted = false;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(JOIN_MILLIS);
        long left = JOIN_MILLIS;
        while (left > 0 && reader.isAlive()) {
            try {
                reader.join(left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
