package org.duehsm.cli.terminal;

import java.io.PrintWriter;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The option {@code --json}, and the output of a command that has it. */
public final class JsonOption {

    @Spec(Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    /**
     * Prints what a command has found.
     *
     * @param facts for a program: maps, iterables, strings, numbers, booleans and null
     * @param text prints them for a person
     */
    public void print(Object facts, Consumer<PrintWriter> text) {
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.println(Json.write(facts));
        } else {
            text.accept(out);
        }
        out.flush();
    }
}
