package org.duehsm.cli.device;

import java.util.Map;
import java.util.concurrent.Callable;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.JsonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code due-hsm info}. */
@Command(name = "info", description = "Shows the device's state, version, id, free slots and counters.")
public final class InfoCommand implements Callable<Integer> {

    @Mixin
    private DeviceOptions device;

    @Mixin
    private JsonOption output;

    @Override
    public Integer call() {
        Map<String, Object> facts = DeviceFacts.of(device.client().info());
        output.print(facts, out -> out.print(DeviceFacts.table(facts)));
        return ExitCode.OK;
    }
}
