package org.duehsm.cli.logins;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.duehsm.cli.device.DeviceOptions;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.JsonOption;
import org.duehsm.cli.terminal.Table;
import org.duehsm.client.LoginEntry;
import org.duehsm.client.Role;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code due-hsm logins}. */
@Command(
        name = "logins",
        description = {
            "Lists the logins of the device; only a manager may, unless there are none.",
            "Without a login the device is open: whoever reaches it can use every key. The first one closes it.",
            "docs/CLOSED.md goes all the way, from an empty board to a closed and sealed one."
        })
public final class LoginsCommand implements Callable<Integer> {

    @Mixin
    private DeviceOptions device;

    @Mixin
    private JsonOption output;

    private LoginsCommand() {}

    /** The command with its subcommands. */
    public static CommandLine commandLine() {
        return new CommandLine(new LoginsCommand())
                .addSubcommand(new LoginsAddCommand())
                .addSubcommand(new LoginsRemoveCommand());
    }

    /** Which device, wherever on the command line that is said. */
    DeviceOptions device() {
        return device;
    }

    @Override
    public Integer call() {
        List<LoginEntry> logins = device.client().logins().stream()
                .sorted(Comparator.comparing(LoginEntry::name))
                .toList();
        output.print(logins.stream().map(LoginsCommand::facts).toList(), out -> print(logins, out));
        return ExitCode.OK;
    }

    private static void print(List<LoginEntry> logins, PrintWriter out) {
        if (logins.isEmpty()) {
            out.println("The device has no login: it is open, and whoever reaches it can use every key.");
            out.println("The first one closes it: due-hsm logins add NAME --role manager");
            return;
        }
        Table table = new Table().row("NAME", "ROLE");
        logins.forEach(login -> table.row(login.name(), role(login)));
        out.print(table);
    }

    private static Map<String, Object> facts(LoginEntry login) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", login.name());
        facts.put("role", role(login));
        return facts;
    }

    private static String role(LoginEntry login) {
        return login.role().map(Role::toString).orElse("role " + login.roleCode());
    }
}
