package org.duehsm.cli.terminal;

import java.io.IOException;

/** Standard output did not take what was to be printed. */
public final class OutputException extends IOException {

    private static final long serialVersionUID = 1;

    OutputException(IOException cause) {
        super("standard output: " + cause.getMessage() + "; what was to be printed is lost, in part or whole", cause);
    }

    /** Whether nobody reads any more, as after {@code | head -1}: that was the reader's choice. */
    boolean readerHasGone() {
        return String.valueOf(getCause().getMessage()).contains("Broken pipe");
    }
}
