package org.duehsm.cli.keys;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.duehsm.cli.device.DeviceOptions;
import org.duehsm.cli.terminal.CliException;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.Terminal;
import org.duehsm.client.DeviceStatusException;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.KeyEntry;
import org.duehsm.client.KeyLimits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code due-hsm import}. */
@Command(
        name = "import",
        description = {
            "Stores a key on the device under an id.",
            "The key is asked for without showing it, or read by --file or --stdin. It has 1 to 1024 bytes.",
            "For AWS4-HMAC-SHA256 it is the secret access key, as text; the access key's id is a good id for it."
        })
public final class ImportCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private GivenKey key;

    @Mixin
    private DeviceOptions device;

    @Option(
            names = "--replace",
            description =
                    "Replace the key if the id exists, and its limits with it: the new one has those given here, or none.")
    private boolean replace;

    public ImportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        KeyLimits limits = key.limits();
        DueHsmClient client = device.clientForChange();
        // All of it before anybody types a key for nothing.
        if (client.info().sealed()) {
            throw new CliException(
                    ExitCode.FAILED, device.port() + ": the device is sealed and takes no keys; nothing was changed");
        }
        Optional<KeyEntry> old = old(client);
        if (!replace && old.isPresent()) {
            throw new CliException(
                    ExitCode.FAILED,
                    "the key " + key.id() + " exists already; --replace replaces it, nothing was changed");
        }
        key.read(terminal, bytes -> client.importKey(key.id(), key.algorithm(), bytes, limits, replace));
        PrintWriter out = spec.commandLine().getOut();
        out.println("Imported the key " + key.id() + ".");
        old.map(KeyEntry::limits)
                .filter(before -> limits.isNone() && !before.isNone())
                .ifPresent(before -> out.println("It has no limits; the one that it replaces had " + before
                        + ". 'due-hsm limits set' gives it some."));
        return ExitCode.OK;
    }

    private Optional<KeyEntry> old(DueHsmClient client) {
        try {
            return client.find(key.id());
        } catch (DeviceStatusException e) {
            if (!replace) {
                throw e;
            }
            return Optional.empty(); // the rules of a broker may let somebody replace keys that he must not see
        }
    }
}
