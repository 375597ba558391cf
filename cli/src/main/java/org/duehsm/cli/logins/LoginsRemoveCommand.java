package org.duehsm.cli.logins;

import java.util.concurrent.Callable;
import org.duehsm.cli.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code due-hsm logins remove}. */
@Command(
        name = "remove",
        description = {
            "Removes a login. Its secret opens nothing on this device any more, and a session that it has opened ends.",
            "The last manager cannot be removed. The file with the secret stays; other boards may take it."
        })
final class LoginsRemoveCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private LoginsCommand logins;

    @Mixin
    private LoginNameParameter name;

    @Override
    public Integer call() {
        String removed = name.name();
        logins.device().clientForChange().removeLogin(removed);
        spec.commandLine().getOut().println("Removed the login " + removed + ".");
        return ExitCode.OK;
    }
}
