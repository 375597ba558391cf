package org.duehsm.cli;

import java.io.InputStream;
import java.io.OutputStream;

/** Where bytes come from and go to, and the person at the keyboard if there is one. */
interface Terminal {

    /** Standard input, as bytes. */
    InputStream in();

    /** Standard output, as bytes. */
    OutputStream out();

    /** Whether standard output is a terminal, which raw bytes would garble. */
    boolean showsOutput();

    /** Whether messages on standard error are seen at once by a person, so that a progress bar helps. */
    boolean showsProgress();

    /**
     * Asks for a line.
     *
     * @throws CliException if nobody is there to answer
     */
    String ask(String prompt);

    /**
     * Asks for a secret without showing it; the caller wipes what is returned.
     *
     * @throws CliException if nobody is there to answer
     */
    char[] askSecret(String prompt);
}
