package org.duehsm.cli;

/** What the command's exit status says; listed in every {@code --help}. */
final class ExitCode {

    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int UNAVAILABLE = 3;
    static final int REFUSED = 4;

    private ExitCode() {}
}
