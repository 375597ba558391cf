package org.duehsm.cli.logins;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.duehsm.cli.terminal.AsksAtTerminal;
import org.duehsm.cli.terminal.CliException;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.Terminal;
import org.duehsm.client.DeviceInfo;
import org.duehsm.client.DeviceStatus;
import org.duehsm.client.DeviceStatusException;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.DueHsmException;
import org.duehsm.client.Login;
import org.duehsm.client.OutcomeUnknownException;
import org.duehsm.client.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code due-hsm logins add}. */
@Command(
        name = "add",
        description = {
            "Makes a login, and a file with its secret, by which a program or person logs in: --login NAME.",
            "A user signs, lists keys and takes random bytes. A manager may also change keys, limits and logins.",
            "The first one has to be a manager's. It closes the device: it serves only who logs in, and only ERASE opens"
                    + " it again. It crosses the line in clear, so make it on a line that you trust.",
            "At a terminal you are asked for a passphrase, by which the file is encrypted; otherwise it has none."
        })
final class LoginsAddCommand implements Callable<Integer>, AsksAtTerminal {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private LoginsCommand logins;

    @Mixin
    private LoginNameParameter name;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description =
                    "Where the secret goes (default: due-hsm/NAME.login in $$XDG_CONFIG_HOME or ~/.config). If it is"
                            + " there, with this name and role, it is used as it is: so several boards share a login.")
    private Path file;

    @Option(
            names = "--role",
            required = true,
            paramLabel = "user|manager",
            description = "What the login may do.",
            completionCandidates = RoleNames.class,
            converter = RoleNames.Converter.class)
    private Role role;

    private Terminal terminal;

    @Override
    public void ask(Terminal there) {
        terminal = there;
    }

    @Override
    public Integer call() throws IOException {
        Path place = file != null ? file : Login.defaultFile(name.name());
        DueHsmClient client = logins.device().clientForChange();
        DeviceInfo info = client.info();
        // All of it before anybody types a passphrase for nothing.
        if (info.closed()) {
            requireNew(client);
        } else {
            requireFirst(info);
        }
        PrintWriter out = spec.commandLine().getOut();
        try (GivenSecret given = GivenSecret.at(place, name.name(), role, terminal)) {
            add(client, given);
            out.println("Added the " + given.secret() + ". Its secret is in " + given.file() + ", " + given.protection()
                    + ".");
            if (!info.closed()) {
                out.println("The device is closed now: it serves only who logs in, you by " + option() + ".");
                out.println("Keep the file, and make a second manager: without a manager's login nobody can change"
                        + " anything but by ERASE, which wipes all keys.");
            }
        }
        return ExitCode.OK;
    }

    /** Asks the device for what only a manager may ask, too. */
    private void requireNew(DueHsmClient client) {
        if (client.logins().stream().anyMatch(login -> login.name().equals(name.name()))) {
            throw new CliException(
                    ExitCode.FAILED,
                    "the device has a login \"" + name.name() + "\" already; remove it first, or take another name");
        }
    }

    private void requireFirst(DeviceInfo info) {
        if (role != Role.MANAGER) {
            throw new CliException(
                    ExitCode.FAILED,
                    info.port() + ": the device is open, and its first login has to be a manager's, which can make the"
                            + " others: --role manager");
        }
        if (info.sealed()) {
            throw new CliException(
                    ExitCode.FAILED,
                    info.port() + ": the device is sealed and open, and stays open: it takes no first login, because"
                            + " whoever reached it could close it for good");
        }
        if (!terminal.hasPerson()) {
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                "This is the device's first login, and closes it: from then on it signs, and does anything else, only"
                        + " for who logs in. Only ERASE opens it again, which wipes all keys.");
        out.println("The secret crosses the line in clear this once: go on only if you trust the cable and the machines"
                + " up to the device at " + info.port() + ".");
        out.flush();
        if (!terminal.agrees("Close the device?")) {
            throw new CliException(ExitCode.REFUSED, "nothing was changed");
        }
    }

    /** By which this login is used. */
    private String option() {
        return file == null ? "--login " + name.name() : "--secret-file " + file;
    }

    private void add(DueHsmClient client, GivenSecret given) throws IOException {
        try {
            client.addLogin(given.secret());
        } catch (OutcomeUnknownException e) {
            throw new CliException(
                    ExitCode.FAILED,
                    e.getMessage() + "; " + given.file() + " has the secret and was kept: 'due-hsm info " + option()
                            + "' shows whether the device has taken it");
        } catch (DueHsmException e) {
            if (!(e instanceof DeviceStatusException refused && refused.status() == DeviceStatus.NOT_WIPED)) {
                given.takeBack();
            }
            throw e;
        }
    }
}
