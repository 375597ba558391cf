package org.duehsm.cli;

/** A failure that is told to the user in one line. */
final class CliException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int exitCode;

    CliException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
