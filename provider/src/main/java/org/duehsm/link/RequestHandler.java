package org.duehsm.link;

/**
 * Executes what comes to a {@link DeviceSession}. It may answer requests, and close or restart the
 * session, but gives it no input before it has returned.
 */
public interface RequestHandler {

    /**
     * A session was opened. The one before, if there was one, is over: its streams are to be wiped,
     * and answers to its requests have no effect any more.
     */
    void opened();

    /** Executes a request, which comes only once and after all before it, or begins to. */
    void execute(IncomingRequest request);
}
