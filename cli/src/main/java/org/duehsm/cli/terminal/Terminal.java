package org.duehsm.cli.terminal;

import java.io.InputStream;
import java.util.Locale;
import java.util.Set;

/** Where bytes come from and go to, and the person at the keyboard if there is one. */
public interface Terminal {

    /** Standard input, as bytes. */
    InputStream in();

    /** Standard output, as bytes. */
    StandardOutput out();

    /** Whether standard output is a terminal, which raw bytes would garble. */
    boolean showsOutput();

    /** Whether messages on standard error are seen at once by a person, so that a progress bar helps. */
    boolean showsProgress();

    /** Whether a person is there to answer. */
    boolean hasPerson();

    /**
     * Makes sure that a person is there, before anything is done for an answer that cannot come.
     *
     * @param instead what to do if nobody is
     * @throws CliException with this advice, if nobody is there to answer
     */
    default void requirePerson(String instead) {
        if (!hasPerson()) {
            throw new CliException(
                    ExitCode.USAGE,
                    "nobody can be asked, because standard input and output are not a terminal; " + instead);
        }
    }

    /**
     * Asks for a line.
     *
     * @throws CliException if nobody is there to answer
     */
    String ask(String prompt);

    /**
     * Asks a question whose answer is no unless it is yes.
     *
     * @throws CliException if nobody is there to answer
     */
    default boolean agrees(String question) {
        String answer = ask(question + " [y/N] ");
        return Set.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
    }

    /**
     * Asks for a secret without showing it; the caller wipes what is returned.
     *
     * @throws CliException if nobody is there to answer
     */
    char[] askSecret(String prompt);
}
