package org.duehsm.proxy;

import java.io.IOException;

/**
 * Why a request is not passed on, or its body broken off: what the client is answered, in the words of AWS where it has
 * some. Of the rules it tells what is missing, not what is there.
 */
final class RefusedException extends IOException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    /**
     * A refusal.
     *
     * @param status the HTTP status code
     * @param code the error's name, as AWS writes them
     * @param message what was wrong, and what to do, for the client to read
     */
    RefusedException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** The rules, or the expiry of a URI, do not permit it. */
    static RefusedException denied(String message) {
        return new RefusedException(403, "AccessDenied", message);
    }

    /** The request is wrong, or could be read in two ways. */
    static RefusedException invalid(String message) {
        return new RefusedException(400, "InvalidRequest", message);
    }

    /** The request is of a kind that is not passed on. */
    static RefusedException unsupported(String message) {
        return new RefusedException(501, "NotImplemented", message);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
