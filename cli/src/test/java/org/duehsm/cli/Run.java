package org.duehsm.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.duehsm.cli.terminal.ScriptedTerminal;
import picocli.CommandLine;

/** One run of the command inside this JVM: exit code and what it printed. */
public record Run(int exitCode, String out, String err) {

    /** With empty standard input and nobody to ask. */
    public static Run of(String... arguments) {
        return of(new ScriptedTerminal(new byte[0]), arguments);
    }

    public static Run of(ScriptedTerminal terminal, String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine commandLine = Main.commandLine(terminal, arguments);
        commandLine.setOut(new PrintWriter(out, true));
        return of(commandLine, out, arguments);
    }

    /** Prints to the terminal itself. */
    public static Run on(ScriptedTerminal terminal, String... arguments) {
        return of(Main.commandLine(terminal, arguments), new StringWriter(), arguments);
    }

    private static Run of(CommandLine commandLine, StringWriter out, String... arguments) {
        StringWriter err = new StringWriter();
        commandLine.setErr(new PrintWriter(err, true));
        int exitCode = commandLine.execute(arguments);
        return new Run(exitCode, out.toString(), err.toString());
    }
}
