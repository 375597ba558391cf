package org.duehsm.link;

/**
 * A loan of one of the device's MAC contexts, to one stream. It ends once, and then nothing that still
 * refers to it reaches the stream that has the context next. Its status is how a failure of a request
 * without an answer reaches the stream that sent it.
 */
public final class Context {

    /** The status of a stream that is not open. */
    static final int NOT_OPEN = 4;

    private final int number;
    private volatile int status;

    // Under the lock of the traffic.
    private final boolean ofStream;
    private int requests;
    private boolean ended;

    /** @param ofStream whether it is lent for as long as the borrower wants, and not only for one request */
    Context(int number, boolean ofStream) {
        this.number = number;
        this.ofStream = ofStream;
    }

    /** The stream number of the protocol. */
    public int number() {
        return number;
    }

    /** The status with which the stream failed, 0 as far as is known now. */
    public int status() {
        return status;
    }

    boolean isOfStream() {
        return ofStream;
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
