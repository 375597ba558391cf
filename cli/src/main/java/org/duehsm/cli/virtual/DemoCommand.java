package org.duehsm.cli.virtual;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.Callable;
import org.duehsm.cli.device.DeviceOptions;
import org.duehsm.firmware.JvmDue;
import org.duehsm.firmware.VirtualDue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code due-hsm demo}. */
@Command(
        name = "demo",
        description = "Shows in a minute what a DueHSM does: on a virtual Due, on a device inside the JVM where QEMU is"
                + " missing, or on the one at --port.")
public final class DemoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DeviceOptions device;

    @Override
    public Integer call() throws IOException, GeneralSecurityException {
        Demo demo = new Demo(spec.commandLine().getOut());
        if (device.namesPort()) {
            return demo.run(device.provider());
        }
        if (!VirtualDue.isAvailable() && JvmDue.isAvailable()) {
            try (JvmDue due = JvmDue.inMemory()) {
                demo.say(
                        "QEMU is not installed here, so there is no virtual Due. This is the device inside the JVM: the"
                                + " same firmware in C, compiled to WebAssembly, at " + due.port());
                device.usePort(due.port());
                return demo.run(device.provider());
            }
        }
        try (VirtualDue due = VirtualDue.start()) {
            demo.say("A virtual Due has booted: the board's firmware, on a Cortex-M3 under QEMU, at " + due.port());
            device.usePort(due.port());
            return demo.run(device.provider());
        }
    }
}
