package org.duehsm.link;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.duehsm.link.LinkException.Reason;
import org.duehsm.port.Port;

/**
 * One session with a device, for any number of threads. Its protocol is {@link Session}; its
 * callers do its work, as {@link CallerLoop} says.
 */
public final class Link {

    private static final int SPARE_MAX = 64;

    private final Port port;
    private final Welcome welcome;
    private final long timeout;
    private final CallerLoop loop;
    private final int streamLimit;
    private final ArrayDeque<Call> spare = new ArrayDeque<>(SPARE_MAX);
    private final Thread timekeeper;

    private Link(Port port, Session session, Duration timeout) {
        this.port = port;
        this.welcome = session.welcome();
        this.timeout = timeout.toNanos();
        this.streamLimit = session.streamLimit();
        this.loop = new CallerLoop(port, session, this.timeout);
        this.timekeeper = Timekeeper.start(loop, port.name());
    }

    /**
     * Opens a session, and closes the port if that fails.
     *
     * @param timeout without progress after which the device counts as silent
     */
    public static Link open(Port port, Duration timeout) throws LinkException {
        Session session = Opening.session(port, timeout);
        try {
            Link link = new Link(port, session, timeout);
            if (FlightRecorder.PRESENT) {
                SessionOpenedEvent.of(port.name(), link.welcome);
            }
            return link;
        } catch (RuntimeException | Error e) {
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
        return loop.over();
    }

    /** How many threads have calls under way; any thread may ask, at no cost. */
    public int callers() {
        return loop.waiting();
    }

    /** How many streams are taken, until they are given back. */
    public int streamsTaken() {
        return loop.streamsTaken();
    }

    /** A call whose request is to be filled in; give it back to {@link #recycle} whatever becomes of it. */
    public Call call() {
        synchronized (spare) {
            Call call = spare.pollLast();
            return call != null ? call : new Call();
        }
    }

    /** Takes a call back and wipes it. */
    public void recycle(Call call) {
        call.wipe();
        synchronized (spare) {
            if (spare.size() < SPARE_MAX) {
                spare.addLast(call);
            }
        }
    }

    /** Sends a request that is answered; returns its reply, which is the call's. */
    public Reply send(Call call) throws LinkException {
        call.answered = true;
        loop.perform(call);
        return call.reply;
    }

    /**
     * Sends a request that is silent, and returns when all of it has been admitted to the window; if its
     * stream is known to have failed, then without the rest.
     */
    public void post(Call call) throws LinkException {
        call.answered = false;
        loop.perform(call);
    }

    /**
     * Takes one of the device's streams, until it is given back. Waits, at most the timeout, while all
     * that may be kept are taken; before it gives up, the garbage collector has looked for some that were
     * dropped.
     */
    public Stream acquire() throws LinkException {
        StreamWait wait = new StreamWait();
        loop.tell(session -> session.add(wait));
        boolean done = false;
        try {
            loop.attend(wait, timeout / 2);
            if (!wait.ready) {
                // A collection in the last half of the timeout was one since this wait began.
                Garbage.collect(timeout / 2);
                loop.attend(wait, timeout / 2);
            }
            done = true;
        } finally {
            loop.tell(session -> session.giveUp(wait));
            if (!done && wait.stream != null) {
                release(wait.stream);
            }
        }
        if (wait.stream == null) {
            throw noStream();
        }
        return wait.stream;
    }

    private LinkException noStream() {
        return new LinkException(
                Reason.NO_STREAM,
                name() + ": all " + streamLimit + " streams that the device can have open were in use for "
                        + TimeUnit.NANOSECONDS.toMillis(timeout)
                        + " ms; finish or reset some of the open Macs, then try again",
                null);
    }

    /** Gives a stream back that has been closed by its last part; does nothing if it was given back before. */
    public void release(Stream stream) {
        loop.tell(session -> session.end(stream, true));
    }

    /**
     * Gives a stream back that is still open; the device is told to wipe it with the next request. Does
     * nothing if it was given back before. Does no I/O and never waits, so a cleaner may call it.
     */
    public void abandon(Stream stream) {
        loop.tell(session -> session.end(stream, false));
    }

    /** Ends the session and closes the port; returns when the port can be opened again, and no thread is left. */
    public void close() {
        loop.end(new LinkException(Reason.CLOSED, name() + ": the session was closed", null));
        OwnThread.awaitEnd(timekeeper);
    }
}
