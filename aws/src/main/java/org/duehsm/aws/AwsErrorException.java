package org.duehsm.aws;

import java.io.IOException;

/** The error that a service answered instead of doing what it was asked. */
public final class AwsErrorException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String requestId;

    AwsErrorException(int status, String code, String message, String requestId) {
        super(code + ": " + message + " (HTTP " + status + ", request " + requestId + ")");
        this.status = status;
        this.code = code;
        this.requestId = requestId;
    }

    /** The HTTP status code. */
    public int status() {
        return status;
    }

    /** The service's error code, such as {@code SignatureDoesNotMatch} or {@code RequestLimitExceeded}. */
    public String code() {
        return code;
    }

    /** The service's number for the request, or {@code -}. */
    public String requestId() {
        return requestId;
    }
}
