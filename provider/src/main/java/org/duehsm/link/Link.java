package org.duehsm.link;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.duehsm.link.LinkException.Reason;
import org.duehsm.port.Port;

/**
 * One session with a device, for any number of threads. Its protocol is {@link Session}; its
 * callers do its work, as {@link CallerLoop} says.
 */
public final class Link {

    private static final int SPARE_MAX = 64;
    private static final long LOGOUT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Port port;
    private final Welcome welcome;
    private final long timeout;
    private final CallerLoop loop;
    private final int streamLimit;
    private final ArrayDeque<Call> spare = new ArrayDeque<>(SPARE_MAX);
    private final Thread timekeeper;
    private final Envelope envelope;
    private final ReentrantLock turn = new ReentrantLock();
    private final String loginName;
    private final int role;
    private volatile boolean leaving;

    private Link(Port port, Session session, Duration timeout) {
        this.port = port;
        this.welcome = session.welcome();
        this.timeout = timeout.toNanos();
        this.streamLimit = session.streamLimit();
        this.envelope = session.envelope();
        this.loginName = session.loginName();
        this.role = session.role();
        this.loop = new CallerLoop(port, session, this.timeout);
        this.timekeeper = Timekeeper.start(loop, port.name());
    }

    /** The same without a login. */
    public static Link open(Port port, Duration timeout) throws LinkException {
        return open(port, timeout, null);
    }

    /**
     * Opens a session, and closes the port if that fails.
     *
     * @param timeout without progress after which the device counts as silent
     * @param credential who logs in, which stays the caller's; null: nobody
     */
    public static Link open(Port port, Duration timeout, Credential credential) throws LinkException {
        Session session = Opening.session(port, timeout, credential);
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

    /** The name of the login; null if there is none. */
    public String loginName() {
        return loginName;
    }

    /** The role of the login, 1 or 2; 0 if there is none. */
    public int role() {
        return role;
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
        if (leaving && call.reply.isOnly(Status.NOT_PERMITTED)) {
            throw closed(); // it came behind the logout
        }
        return call.reply;
    }

    /**
     * Sends a request that changes the device and has no data beside its head; returns its reply, which is the call's. If
     * a manager has logged in, both go in an envelope, one such call at a time. To a closed device nobody else sends it: it
     * would be refused, and may hold a key.
     *
     * @throws LinkException also if the answer is not in an envelope; with that the session ends
     */
    public Reply change(Call call) throws LinkException {
        if (envelope != null) {
            return changeInEnvelope(call);
        }
        if (welcome.isClosed() || role != 0) {
            call.reply.set(Status.NOT_PERMITTED);
            return call.reply;
        }
        return send(call);
    }

    /** Whatever becomes of it, no second envelope has its number: two under one key stream tell of each other. */
    private Reply changeInEnvelope(Call call) throws LinkException {
        turn.lock(); // the numbers of envelopes and of requests have the same order
        try {
            envelope.seal(call.request);
            Reply reply = send(call);
            if (envelope.open(reply)) {
                return reply;
            }
            if (reply.isOnly(Status.SELF_TEST_FAILED)) {
                endLogin();
                return reply;
            }
            call.doubtful = !reply.isOnly(Status.NOT_PERMITTED);
            throw call.doubtful ? LinkException.forged(name()) : LinkException.loginEnded(name());
        } catch (LinkException e) {
            loop.end(e);
            throw e;
        } finally {
            turn.unlock();
        }
    }

    /** Ends the session because its login, or that there was none, is not what it was; the next one begins anew. */
    public void endLogin() {
        loop.end(LinkException.loginEnded(name()));
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

    /**
     * Ends the session and closes the port; returns when the port can be opened again, and no thread is left. A login is
     * ended before, if the device answers at once.
     */
    public void close() {
        leaving = true;
        if (role != 0 && failure() == null) {
            logOut();
        }
        loop.end(closed());
        OwnThread.awaitEnd(timekeeper);
    }

    private LinkException closed() {
        return new LinkException(Reason.CLOSED, name() + ": the session was closed", null);
    }

    private void logOut() {
        loop.tell(Session::leave);
        Call call = new Call();
        call.answered = true;
        LoginHandshake.logOut(call.request);
        try {
            loop.perform(call, Math.min(timeout, LOGOUT_NANOS));
        } catch (LinkException e) {
            // The device has gone, or what it has forgotten needs no end.
        }
    }
}
