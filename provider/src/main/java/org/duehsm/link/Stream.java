package org.duehsm.link;

/**
 * A MAC stream of the device, as long as one user of this side has it. It ends once, and then nothing
 * that still refers to it reaches whoever has the stream of this number next. Its status is how a
 * failure of a silent request reaches the user that sent it.
 */
public final class Stream {

    /** The status of a stream that is not open (PROTOCOL.md section 4). */
    static final int NOT_OPEN = 4;

    private final int number;
    private volatile int status;

    // With the lock of the session.
    private final boolean forOneRequest;
    private int requests;
    private boolean ended;

    Stream(int number, boolean forOneRequest) {
        this.number = number;
        this.forOneRequest = forOneRequest;
    }

    /** Its number in the protocol. */
    public int number() {
        return number;
    }

    /** The status with which it failed, 0 as far as is known now. */
    public int status() {
        return status;
    }

    /** Whether it is taken for a single request, and not for as long as its user wants. */
    boolean isForOneRequest() {
        return forOneRequest;
    }

    void setStatus(int status) {
        this.status = status;
    }

    boolean hasEnded() {
        return ended;
    }

    void end() {
        ended = true;
        status = NOT_OPEN;
    }

    /** A request that names it stands in the queue. */
    void hold() {
        requests++;
    }

    /** The request has left the queue. */
    void letGo() {
        requests--;
    }

    /** Whether requests that name it stand in the queue, and may still be sent. */
    boolean isHeld() {
        return requests > 0;
    }
}
