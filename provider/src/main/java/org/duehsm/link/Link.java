package org.duehsm.link;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.duehsm.link.Contexts.Ticket;
import org.duehsm.link.LinkException.Reason;
import org.duehsm.port.Port;

/**
 * One session with a device, for any number of threads. The callers do its work: {@link Traffic}
 * says how.
 */
public final class Link {

    private static final int SPARE_MAX = 64;

    private final Port port;
    private final Welcome welcome;
    private final long timeout;
    private final Traffic traffic;
    private final Thread watch;
    private final ArrayDeque<Exchange> spare = new ArrayDeque<>(SPARE_MAX);

    private Link(Port port, Welcome welcome, Duration timeout) {
        this.port = port;
        this.welcome = welcome;
        this.timeout = timeout.toNanos();
        this.traffic = new Traffic(port, welcome, this.timeout);
        this.watch = Watch.thread(traffic, this.timeout, port.name());
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
            link.watch.start();
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
            return x != null ? x : new Exchange();
        }
    }

    /** Takes an exchange back and wipes it. */
    public void recycle(Exchange x) {
        x.wipe();
        synchronized (spare) {
            if (spare.size() < SPARE_MAX) {
                spare.addLast(x);
            }
        }
    }

    /** Sends a request that is answered, and returns when the reply is in the exchange. */
    public void call(Exchange x) throws LinkException {
        x.answered = true;
        traffic.perform(x);
    }

    /**
     * Sends a request that is not answered, and returns when all of it has been admitted to the window;
     * if its stream is known to have failed, then without the rest.
     */
    public void post(Exchange x) throws LinkException {
        x.answered = false;
        traffic.perform(x);
    }

    /**
     * Borrows a MAC context, for as long as the stream lives. Waits, at most the timeout, while all
     * that streams may have are lent; before it gives up, the garbage collector has looked for streams
     * that were dropped.
     */
    public Context acquire() throws LinkException {
        Ticket ticket = traffic.takeTicket();
        Context context = null;
        boolean done = false;
        try {
            traffic.attend(ticket, timeout / 2);
            if (!ticket.ready) {
                // A collection in the last half of the timeout was one since this wait began.
                Garbage.collect(timeout / 2);
                traffic.attend(ticket, timeout / 2);
            }
            done = true;
        } finally {
            context = traffic.giveUp(ticket);
            if (!done && context != null) {
                release(context);
            }
        }
        if (context == null) {
            throw noContext();
        }
        return context;
    }

    private LinkException noContext() {
        return new LinkException(
                Reason.NO_CONTEXT,
                name() + ": all " + traffic.streamLimit() + " streams that the device can have open were in use for "
                        + TimeUnit.NANOSECONDS.toMillis(timeout)
                        + " ms; finish or reset some of the open Macs, then try again",
                null);
    }

    /** Gives a context back whose stream has ended with its last part; does nothing if it was given back before. */
    public void release(Context context) {
        traffic.end(context, true);
    }

    /**
     * Gives a context back whose stream has not ended; the device is told to wipe it with the next
     * request. Does nothing if it was given back before. Does no I/O and never waits, so a cleaner may
     * call it.
     */
    public void abandon(Context context) {
        traffic.end(context, false);
    }

    /** Ends the session and closes the port; returns when the port can be opened again. */
    public void close() {
        traffic.fail(new LinkException(Reason.CLOSED, name() + ": the session was closed", null));
        LockSupport.unpark(watch);
    }
}
