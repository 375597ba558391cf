package org.duehsm.cli.keys;

import java.util.concurrent.Callable;
import org.duehsm.cli.device.DeviceOptions;
import org.duehsm.cli.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code due-hsm generate}. */
@Command(
        name = "generate",
        description = {
            "Makes a random key on the device, under a new id. Nobody ever sees it.",
            "There is no backup of it: a firmware update or a recovery of the board destroys it.",
            "None is made for AWS4-HMAC-SHA256: the secret access key comes from AWS; import it."
        })
public final class GenerateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private KeyIdParameter key;

    @Mixin
    private AlgorithmOption option;

    @Mixin
    private LimitOptions limits;

    @Mixin
    private DeviceOptions device;

    @Override
    public Integer call() {
        device.clientForChange().generateKey(key.id(), option.algorithm(), limits.limits());
        spec.commandLine().getOut().println("Generated the key " + key.id() + ". It exists on this device only.");
        return ExitCode.OK;
    }
}
