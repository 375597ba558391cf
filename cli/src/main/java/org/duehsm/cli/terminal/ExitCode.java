package org.duehsm.cli.terminal;

/** What the command's exit status says; listed in every {@code --help}. */
public final class ExitCode {

    public static final int OK = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;
    public static final int UNAVAILABLE = 3;
    public static final int REFUSED = 4;
    public static final int NOT_PERMITTED = 5;

    private ExitCode() {}
}
