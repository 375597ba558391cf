package org.duehsm.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;

/** The terminal that this JVM was started in. */
public final class SystemTerminal implements Terminal {

    private static final String HELP = "start it at a terminal";

    private final StandardOutput out = new StandardOutput(new FileOutputStream(FileDescriptor.out));

    @Override
    public InputStream in() {
        return System.in;
    }

    @Override
    public StandardOutput out() {
        return out; // System.out would swallow errors
    }

    @Override
    public boolean showsOutput() {
        return isTerminal(1);
    }

    @Override
    public boolean showsProgress() {
        return isTerminal(2);
    }

    @Override
    public boolean hasPerson() {
        return System.console() != null && isTerminal(0);
    }

    @Override
    public String ask(String prompt) {
        requirePerson(HELP);
        String line = System.console().readLine("%s", prompt);
        return line == null ? "" : line;
    }

    @Override
    public char[] askSecret(String prompt) {
        requirePerson(HELP);
        char[] secret = System.console().readPassword("%s", prompt);
        return secret == null ? new char[0] : secret;
    }

    /* Java can only tell whether standard input and output are both terminals. */
    private static boolean isTerminal(int descriptor) {
        try {
            return new ProcessBuilder("test", "-t", Integer.toString(descriptor))
                            .redirectInput(Redirect.INHERIT)
                            .redirectOutput(Redirect.INHERIT)
                            .redirectError(Redirect.INHERIT)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return System.console() != null; // Windows has no test
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
