package org.duehsm.cli.terminal;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Asks for the passphrase of a file; the caller wipes what is returned. */
public final class Passphrase {

    private Passphrase() {}

    /**
     * That of a file that is there.
     *
     * @throws CliException if nobody is there to answer
     */
    public static char[] of(Path file, Terminal terminal) {
        terminal.requirePerson(file + " is encrypted, and wants its passphrase; where nobody can be asked, use a login"
                + " whose secret file has none");
        return terminal.askSecret("Passphrase of " + file + " (not shown): ");
    }

    /**
     * A new one for a file that is to be written; empty if it shall have none.
     *
     * @throws CliException if the two entries differ
     */
    public static Optional<char[]> choose(Path file, Terminal terminal) {
        char[] first =
                terminal.askSecret("Passphrase for " + file + " (not shown; empty: none, as a program needs it): ");
        if (first.length == 0) {
            return Optional.empty();
        }
        char[] again = terminal.askSecret("Once more: ");
        try {
            if (!Arrays.equals(first, again)) {
                Arrays.fill(first, '\0');
                throw new CliException(ExitCode.REFUSED, "the two entries differ; nothing was changed");
            }
            return Optional.of(first);
        } finally {
            Arrays.fill(again, '\0');
        }
    }
}
