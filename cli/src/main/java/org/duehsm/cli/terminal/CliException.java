package org.duehsm.cli.terminal;

/** A failure that is told to the user in one line: its message, without a stack trace. */
public final class CliException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int exitCode;

    /** One that ends the command with an exit code of {@link ExitCode}. */
    public CliException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
