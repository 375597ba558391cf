package org.duehsm.cli.keys;

import java.util.concurrent.Callable;
import org.duehsm.cli.device.DeviceOptions;
import org.duehsm.cli.terminal.CliException;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.Terminal;
import org.duehsm.client.DueHsmClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code due-hsm delete}. */
@Command(name = "delete", description = "Deletes a key, after asking. It cannot be brought back.")
public final class DeleteCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private KeyIdParameter key;

    @Mixin
    private DeviceOptions device;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    public DeleteCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        DueHsmClient client = device.clientForChange();
        if (!yes) {
            if (client.find(key.id()).isEmpty()) {
                throw new CliException(
                        ExitCode.FAILED, "the device holds no key " + key.id() + "; 'due-hsm keys' lists them");
            }
            terminal.requirePerson("--yes deletes without asking");
            if (!terminal.agrees("Delete the key " + key.id() + " for good?")) {
                throw new CliException(ExitCode.REFUSED, "nothing was deleted");
            }
        }
        client.deleteKey(key.id());
        spec.commandLine().getOut().println("Deleted the key " + key.id() + ".");
        return ExitCode.OK;
    }
}
