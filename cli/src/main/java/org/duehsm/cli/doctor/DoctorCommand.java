package org.duehsm.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.duehsm.cli.device.DeviceOptions;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.Finding;
import org.duehsm.cli.terminal.Findings;
import org.duehsm.cli.terminal.JsonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code due-hsm doctor}. */
@Command(
        name = "doctor",
        description = {
            "Looks at Java, configuration, ports, permissions and the device, and says what to do.",
            "It opens the device's port; its exit code is 0 if nothing is wrong."
        })
public final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private DeviceOptions device;

    @Mixin
    private JsonOption output;

    @Override
    public Integer call() {
        device.override();
        List<Finding> findings = new ArrayList<>();
        findings.addAll(JavaChecks.all());
        findings.addAll(SystemChecks.all());
        findings.addAll(DeviceChecks.all(device));
        output.print(Findings.facts(findings), out -> Findings.print(findings, out));
        return Findings.wrong(findings) == 0 ? ExitCode.OK : ExitCode.FAILED;
    }
}
