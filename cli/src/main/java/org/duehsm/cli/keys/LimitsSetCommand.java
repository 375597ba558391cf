package org.duehsm.cli.keys;

import java.util.concurrent.Callable;
import org.duehsm.cli.device.DeviceOptions;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.client.KeyLimits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code due-hsm limits set}. */
@Command(
        name = "set",
        description = {
            "Gives a key these limits in place of all that it has. The key stays the same.",
            "MACs by it that are under way are lost."
        })
final class LimitsSetCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private KeyIdParameter key;

    @Mixin
    private LimitOptions options;

    @Mixin
    private DeviceOptions device;

    @Override
    public Integer call() {
        KeyLimits limits = options.limits();
        if (limits.isNone()) {
            throw new ParameterException(
                    spec.commandLine(), "name a limit; 'due-hsm limits clear' takes all of a key away");
        }
        device.clientForChange().setLimits(key.id(), limits);
        spec.commandLine().getOut().println("The key " + key.id() + " is limited to " + limits + ".");
        return ExitCode.OK;
    }
}
