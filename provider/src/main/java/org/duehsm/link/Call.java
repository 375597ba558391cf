package org.duehsm.link;

/**
 * A request and its reply. It comes from a {@link Link}, is used by one thread, and goes back to the
 * link, which uses it again; or it is one of whoever has a {@link Session}.
 */
public class Call extends Waiter {

    final Request request = new Request();
    final Reply reply = new Reply();

    /** Whether a reply is awaited, and not only that all of the request was sent. */
    boolean answered;

    /** Whether it is ready when the device is done with it, also if it is silent. */
    boolean followed;

    /** Whether the device replied; a silent request that did what it should has no reply. */
    boolean replied;

    /** Whether the reply is not the device's, so that it says nothing of what became of the request. */
    boolean doubtful;

    /** A call to be filled in. */
    public Call() {}

    /** The request, to be filled in. */
    public Request request() {
        return request;
    }

    /** The reply, when the call is ready. */
    public Reply reply() {
        return reply;
    }

    /**
     * Makes it ready when the device is done with it, so that what was asked by another can be passed on.
     *
     * @param always whether the device replies whatever comes of it; otherwise it is silent unless it is refused
     */
    public void follow(boolean always) {
        answered = always;
        followed = true;
        replied = false;
        ready = false;
    }

    /** Whether the device replied, when the call is ready. */
    public boolean isReplied() {
        return replied;
    }

    /** Whether the device may have seen the request although no reply came, or one that is not its own. */
    public boolean mayHaveRun() {
        return request.hasBegun() && (!ready || doubtful);
    }

    /** Completes it without a reply of its own, by the status of its stream. */
    void completeFailed() {
        int status = request.stream.status();
        reply.set(status != 0 ? status : Stream.NOT_OPEN);
    }

    /** Wipes request and reply, so that it can be used again. */
    public void wipe() {
        request.wipe();
        reply.wipe();
        owner = null;
        followed = false;
        doubtful = false;
    }
}
