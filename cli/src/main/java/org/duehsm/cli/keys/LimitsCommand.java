package org.duehsm.cli.keys;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code due-hsm limits}. */
@Command(name = "limits", description = "Changes what a key may sign; 'due-hsm keys' shows it.")
public final class LimitsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    private LimitsCommand() {}

    /** The command with its subcommands. */
    public static CommandLine commandLine() {
        return new CommandLine(new LimitsCommand())
                .addSubcommand(new LimitsSetCommand())
                .addSubcommand(new LimitsClearCommand());
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "name a command; 'due-hsm limits --help' lists them");
    }
}
