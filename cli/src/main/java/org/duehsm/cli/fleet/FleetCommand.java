package org.duehsm.cli.fleet;

import java.util.concurrent.Callable;
import org.duehsm.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code due-hsm fleet}. */
@Command(name = "fleet", description = "Keeps the same keys on several boards; --port names them: A,B,C.")
public final class FleetCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    private FleetCommand() {}

    /** The command with its subcommands, one of which may ask at the terminal. */
    public static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new FleetCommand())
                .addSubcommand(new FleetKeysCommand())
                .addSubcommand(new FleetImportCommand(terminal))
                .addSubcommand(new FleetCheckCommand());
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "name a command; 'due-hsm fleet --help' lists them");
    }
}
