package org.duehsm.cli.keys;

import java.util.concurrent.Callable;
import org.duehsm.cli.device.DeviceOptions;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.client.KeyLimits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code due-hsm limits clear}. */
@Command(
        name = "clear",
        description = {
            "Takes all limits away from a key, which signs whatever its algorithm allows from then on.",
            "MACs by it that are under way are lost."
        })
final class LimitsClearCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private KeyIdParameter key;

    @Mixin
    private DeviceOptions device;

    @Override
    public Integer call() {
        device.clientForChange().setLimits(key.id(), KeyLimits.NONE);
        spec.commandLine().getOut().println("The key " + key.id() + " has no limits.");
        return ExitCode.OK;
    }
}
