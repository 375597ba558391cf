package org.duehsm.benchmarks;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Runs a command: trouble that a user can mend is a message, everything else a stack trace. */
final class Program {

    private Program() {}

    static void run(Callable<Integer> command, String[] args) {
        System.exit(commandLine(command).execute(args));
    }

    static CommandLine commandLine(Callable<Integer> command) {
        return new CommandLine(command).setExecutionExceptionHandler((e, line, parsed) -> {
            if (e instanceof IOException || e instanceof GeneralSecurityException || e instanceof ProviderException) {
                line.getErr().println(e.getMessage());
                return line.getCommandSpec().exitCodeOnExecutionException();
            }
            throw e;
        });
    }
}
