package org.duehsm.link;

/**
 * A request and its reply. It comes from a {@link Link}, is used by one thread, and goes back to the
 * link, which uses it again.
 */
public final class Call extends Waiter {

    final Request request = new Request();
    final Reply reply = new Reply();

    /** Whether a reply is awaited, and not only that all of the request was sent. */
    boolean answered;

    Call() {}

    /** The request, to be filled in. */
    public Request request() {
        return request;
    }

    /** Whether the device may have seen the request although no reply came. */
    public boolean mayHaveRun() {
        return request.hasBegun() && !ready;
    }

    /** Completes it without a reply of its own, by the status of its stream. */
    void completeFailed() {
        int status = request.stream.status();
        reply.set(status != 0 ? status : Stream.NOT_OPEN);
    }

    void wipe() {
        request.wipe();
        reply.wipe();
        owner = null;
    }
}
