package org.duehsm.cli.doctor;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.duehsm.cli.device.DeviceOptions;
import org.duehsm.cli.doctor.Finding.Level;
import org.duehsm.cli.terminal.ExitCode;
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
        output.print(findings.stream().map(Finding::facts).toList(), out -> print(findings, out));
        return count(findings) == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private static void print(List<Finding> findings, PrintWriter out) {
        findings.forEach(finding -> print(finding, out));
        out.println();
        out.println(verdict(findings));
    }

    private static void print(Finding finding, PrintWriter out) {
        out.printf("%-6s %-15s %s%n", finding.level().name().toLowerCase(Locale.ROOT), finding.topic(), finding.text());
        if (!finding.advice().isEmpty()) {
            out.printf("%-22s -> %s%n", "", finding.advice());
        }
    }

    private static String verdict(List<Finding> findings) {
        long wrong = count(findings);
        return switch ((int) wrong) {
            case 0 -> "Nothing is wrong.";
            case 1 -> "One thing is wrong; see above.";
            default -> wrong + " things are wrong; see above.";
        };
    }

    private static long count(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.level() == Level.WRONG)
                .count();
    }
}
