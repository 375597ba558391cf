package org.duehsm.link;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The session with the device is over, or never came to be. The message says why and what to do. */
public final class LinkException extends IOException {

    private static final long serialVersionUID = 1;

    /** What happened. */
    public enum Reason {
        /** The device was reset, and has forgotten its streams. */
        RESET,
        /** Another program has opened a session on the device. */
        TAKEN,
        /** The port is gone. */
        LOST,
        /** The broker has no board at present; the session goes on, and the request was not done. */
        BOARD_AWAY,
        /** The device does not answer. */
        SILENT,
        /** The device speaks no version of the protocol that we speak. */
        VERSION,
        /** The device does not take the login of this program, or cannot. */
        LOGIN_REFUSED,
        /** The login has ended on the device; another session may begin with a new one. */
        LOGIN_ENDED,
        /** What came is not the device's: somebody changes what is on the line. */
        FORGED,
        /** This side closed the session. */
        CLOSED,
        /** No stream of the device came free in time; the session goes on. */
        NO_STREAM
    }

    private final Reason reason;
    private final long nanos;

    public LinkException(Reason reason, String message, Throwable cause) {
        this(reason, message, cause, System.nanoTime());
    }

    private LinkException(Reason reason, String message, Throwable cause, long nanos) {
        super(message, cause);
        this.reason = reason;
        this.nanos = nanos;
    }

    static LinkException reset(String port) {
        return new LinkException(Reason.RESET, port + ": the device was reset", null);
    }

    static LinkException taken(String port) {
        return new LinkException(
                Reason.TAKEN,
                port + ": another program has taken the device; stop that program, or share the device by 'due-hsm"
                        + " serve'; it is tried again by a call that comes later, 10 s or more",
                null);
    }

    static LinkException silent(String port, long timeoutNanos) {
        return new LinkException(
                Reason.SILENT,
                port + ": the device does not answer (no progress for " + TimeUnit.NANOSECONDS.toMillis(timeoutNanos)
                        + " ms); check the cable, or reset the device",
                null);
    }

    static LinkException loginEnded(String port) {
        return new LinkException(
                Reason.LOGIN_ENDED,
                port
                        + ": the login has ended, so nothing was done, unless somebody changes what is on the line; the next"
                        + " call logs in again",
                null);
    }

    static LinkException forged(String port) {
        return new LinkException(
                Reason.FORGED,
                port + ": the answer is not the device's: somebody changes what is on the line; look what is between"
                        + " this program and the device",
                null);
    }

    /** What happened. */
    public Reason reason() {
        return reason;
    }

    /** When it happened, by {@link System#nanoTime}. */
    public long nanos() {
        return nanos;
    }

    /** Whether the device may serve in a moment: it was reset, or the port, the board of a broker, or a login may come back. */
    public boolean mayReopen() {
        return reason == Reason.RESET
                || reason == Reason.LOST
                || reason == Reason.BOARD_AWAY
                || reason == Reason.LOGIN_ENDED;
    }

    /** The same for another thread, with that thread's stack trace. */
    LinkException again() {
        return new LinkException(reason, getMessage(), this, nanos);
    }
}
