package org.duehsm.cli.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.function.BooleanSupplier;
import org.duehsm.client.DeviceStatus;
import org.duehsm.client.DeviceStatusException;
import org.duehsm.client.DeviceUnavailableException;
import org.duehsm.client.LoginFailedException;
import org.duehsm.client.SeveralBoardsException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells the user what went wrong: one line on standard error, and an exit code. */
public final class Errors implements IExecutionExceptionHandler {

    private final BooleanSupplier verbose;

    /** Adds where in the program the error arose, if {@code verbose} says so. */
    public Errors(BooleanSupplier verbose) {
        this.verbose = verbose;
    }

    @Override
    public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
        if (error instanceof OutputException output && output.readerHasGone()) {
            return ExitCode.FAILED; // silently, as programs do that SIGPIPE ends
        }
        PrintWriter err = command.getErr();
        err.println("due-hsm: " + message(error));
        if (verbose.getAsBoolean()) {
            error.printStackTrace(err);
        }
        return exitCode(error);
    }

    /** A wrong command line, and where to read how it is written. */
    public static int usage(ParameterException error, String[] arguments) {
        CommandLine command = error.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("due-hsm: " + oneLine(error.getMessage()));
        if (!UnmatchedArgumentException.printSuggestions(error, err)) {
            err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        return ExitCode.USAGE;
    }

    /** What the command's exit status says of it. */
    public static int exitCode(Exception error) {
        if (error instanceof CliException known) {
            return known.exitCode();
        }
        if (error instanceof IllegalArgumentException || error instanceof SeveralBoardsException) {
            return ExitCode.USAGE; // a configuration, key id or key that is not allowed, or a port too many
        }
        if (error instanceof DeviceStatusException refused && refused.status() == DeviceStatus.NOT_PERMITTED) {
            return ExitCode.NOT_PERMITTED;
        }
        if (error instanceof LoginFailedException) {
            return ExitCode.NOT_PERMITTED;
        }
        return error instanceof DeviceUnavailableException ? ExitCode.UNAVAILABLE : ExitCode.FAILED;
    }

    /** What went wrong, in one line. */
    public static String message(Exception error) {
        if (error instanceof NoSuchFileException missing) {
            return missing.getFile() + ": there is no such file";
        }
        if (error instanceof AccessDeniedException denied) {
            return denied.getFile() + ": you may not read or write it";
        }
        if (error instanceof FileSystemException file && file.getReason() == null) {
            return file.getFile() + ": " + file.getClass().getSimpleName();
        }
        String message = error.getMessage();
        boolean telling = message != null && !message.isBlank();
        return telling && !(error instanceof NullPointerException)
                ? oneLine(message)
                : error + (error instanceof IOException ? "" : "; --verbose shows where");
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
