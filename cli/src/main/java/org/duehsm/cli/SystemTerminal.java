package org.duehsm.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;

/** The terminal that this JVM was started in. */
final class SystemTerminal implements Terminal {

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
    public String ask(String prompt) {
        String line = console().readLine("%s", prompt);
        return line == null ? "" : line;
    }

    @Override
    public char[] askSecret(String prompt) {
        char[] secret = console().readPassword("%s", prompt);
        return secret == null ? new char[0] : secret;
    }

    private static Console console() {
        Console console = System.console();
        if (console == null || !isTerminal(0)) {
            throw new CliException(
                    ExitCode.USAGE, "nobody can be asked, because this is no terminal; see --help for the option");
        }
        return console;
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
