package org.duehsm.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.duehsm.cli.aws.AwsCommand;
import org.duehsm.cli.aws.Ec2Command;
import org.duehsm.cli.bench.BenchCommand;
import org.duehsm.cli.boardcheck.BoardCheckCommand;
import org.duehsm.cli.daemon.ServeCommand;
import org.duehsm.cli.device.InfoCommand;
import org.duehsm.cli.device.PortsCommand;
import org.duehsm.cli.device.RandomCommand;
import org.duehsm.cli.device.SealCommand;
import org.duehsm.cli.doctor.DoctorCommand;
import org.duehsm.cli.fleet.FleetCommand;
import org.duehsm.cli.keys.DeleteCommand;
import org.duehsm.cli.keys.GenerateCommand;
import org.duehsm.cli.keys.ImportCommand;
import org.duehsm.cli.keys.KeysCommand;
import org.duehsm.cli.keys.LimitsCommand;
import org.duehsm.cli.keys.MacCommand;
import org.duehsm.cli.logins.LoginsCommand;
import org.duehsm.cli.terminal.AsksAtTerminal;
import org.duehsm.cli.terminal.Errors;
import org.duehsm.cli.terminal.OutputException;
import org.duehsm.cli.terminal.StandardOutput;
import org.duehsm.cli.terminal.SystemTerminal;
import org.duehsm.cli.terminal.Terminal;
import org.duehsm.cli.terminal.Version;
import org.duehsm.cli.virtual.DemoCommand;
import org.duehsm.cli.virtual.VirtualCommand;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The {@code due-hsm} command. */
@Command(
        name = "due-hsm",
        description = "Manages and uses the keys of a DueHSM: an Arduino Due, or a virtual one.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the device, a key, a file or a service gave an error",
            "2:the command line, the configuration or the key's spelling is wrong",
            "3:the device is not there, busy, or not a DueHSM",
            "4:you were asked, and said no",
            "5:the device's logins, or the rules of the broker, do not permit it to you"
        })
public final class Main implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show where in the program an error arose.")
    private boolean verbose;

    private Main() {}

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine(new SystemTerminal(), args).execute(args));
    }

    /**
     * The command, reading from and asking at the terminal given, with the subcommands that these arguments need: all,
     * where they name none. Picocli looks at each by reflection, which takes longer, for all, than Java takes to start.
     */
    static CommandLine commandLine(Terminal terminal, String... arguments) {
        Map<String, Supplier<Object>> commands = commands(terminal);
        if (arguments.length > 0 && commands.containsKey(arguments[0])) {
            commands.keySet().retainAll(Set.of(arguments[0]));
        } else if (Arrays.equals(arguments, new String[] {"--version"})) {
            commands.clear();
        }
        return commandLine(terminal, commands);
    }

    private static Map<String, Supplier<Object>> commands(Terminal terminal) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("demo", DemoCommand::new);
        commands.put("virtual", VirtualCommand::new);
        commands.put("ports", PortsCommand::new);
        commands.put("doctor", DoctorCommand::new);
        commands.put("info", InfoCommand::new);
        commands.put("keys", KeysCommand::new);
        commands.put("import", () -> new ImportCommand(terminal));
        commands.put("generate", GenerateCommand::new);
        commands.put("limits", LimitsCommand::commandLine);
        commands.put("delete", () -> new DeleteCommand(terminal));
        commands.put("logins", LoginsCommand::commandLine);
        commands.put("seal", () -> new SealCommand(terminal));
        commands.put("mac", () -> new MacCommand(terminal));
        commands.put("random", () -> new RandomCommand(terminal));
        commands.put("serve", ServeCommand::new);
        commands.put("fleet", () -> FleetCommand.commandLine(terminal));
        commands.put("aws", AwsCommand::new);
        commands.put("ec2", Ec2Command::new);
        commands.put("bench", () -> new BenchCommand(terminal));
        commands.put("board-check", () -> new BoardCheckCommand(terminal));
        return commands;
    }

    private static CommandLine commandLine(Terminal terminal, Map<String, Supplier<Object>> commands) {
        Main main = new Main();
        CommandLine commandLine = new CommandLine(main);
        commands.values().forEach(command -> commandLine.addSubcommand(command.get()));
        if (commands.size() > 1) {
            commandLine.addSubcommand(new GenerateCompletion()); // for all the others
        }
        commandLine
                .getCommandSpec()
                .usageMessage()
                .footer("", "First steps without a board: due-hsm demo", "If something does not work: due-hsm doctor");
        commandLine.setOut(terminal.out().writer());
        commandLine.setExecutionStrategy(parsed -> run(parsed, terminal));
        commandLine.setExecutionExceptionHandler(new Errors(() -> main.verbose));
        commandLine.setParameterExceptionHandler(Errors::usage);
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.setExpandAtFiles(false); // an id may begin with @
        commandLine.registerConverter(Path.class, Main::path);
        return commandLine;
    }

    /* In a locale of ASCII, Java knows no other characters in a path. */
    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(
                    "no path here (" + e.getReason() + "); for characters beyond ASCII set LC_ALL=C.UTF-8");
        }
    }

    /* Options may stand in a mixin of a mixin, which knows no command. */
    private static void tell(CommandSpec spec, Terminal terminal) {
        if (spec.userObject() instanceof AsksAtTerminal asking) {
            asking.ask(terminal);
        }
        spec.mixins().values().forEach(mixin -> tell(mixin, terminal));
    }

    /* Whatever a command prints: if it does not get out, the command has failed. */
    private static int run(ParseResult parsed, Terminal terminal) {
        StandardOutput out = terminal.out();
        parsed.asCommandLineList().forEach(each -> tell(each.getCommandSpec(), terminal));
        int exitCode = new RunLast().execute(parsed);
        CommandLine commandLine = parsed.commandSpec().commandLine();
        try {
            out.check(commandLine.getOut());
        } catch (OutputException e) {
            throw new ExecutionException(commandLine, e.getMessage(), e);
        }
        return exitCode;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "name a command; 'due-hsm --help' lists them");
    }
}
