package org.duehsm.aws;

import java.io.IOException;

/** A server answered something that is no answer of the API: not XML, the wrong XML, or far too much. */
public final class AwsAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    AwsAnswerException(String message) {
        super(message);
    }

    AwsAnswerException(String message, Throwable cause) {
        super(message, cause);
    }
}
