package org.duehsm.client;

/**
 * The device went away between a request to change something and its answer: the change was made
 * completely or not at all. Listing the keys tells which.
 */
public final class OutcomeUnknownException extends DueHsmException {

    private static final long serialVersionUID = 1;

    OutcomeUnknownException(String message, Throwable cause) {
        super(message, cause);
    }
}
