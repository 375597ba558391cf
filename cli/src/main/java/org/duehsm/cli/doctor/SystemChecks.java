package org.duehsm.cli.doctor;

import static org.duehsm.cli.terminal.Finding.note;
import static org.duehsm.cli.terminal.Finding.ok;
import static org.duehsm.cli.terminal.Finding.wrong;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.duehsm.cli.device.UsbKind;
import org.duehsm.cli.terminal.Finding;
import org.duehsm.port.BrokerInfo;
import org.duehsm.port.PortInfo;
import org.duehsm.port.Ports;

/** What {@code doctor} finds out about this computer and the boards connected to it. */
final class SystemChecks {

    private SystemChecks() {}

    static List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        Optional<BrokerInfo> broker = Ports.broker();
        broker.map(SystemChecks::broker).ifPresent(findings::add);
        findings.addAll(boards(broker));
        modemManager().ifPresent(findings::add);
        findings.add(tool("qemu-system-arm", "the virtual Due and 'due-hsm demo' need it"));
        findings.add(tool("socat", "without it a virtual Due has a tcp:// port instead of a device path"));
        return findings;
    }

    /** What {@code port = auto} makes of a broker. */
    static Finding broker(BrokerInfo broker) {
        String text = broker.name() + ": " + broker.remark();
        if (broker.obstacle().isEmpty()) {
            return ok("Broker", text);
        }
        return broker.chosen()
                ? wrong("Broker", text, "until then, programs with port = auto fail")
                : note("Broker", text, "programs with port = auto use a board");
    }

    private static List<Finding> boards(Optional<BrokerInfo> broker) {
        try {
            return boards(Ports.list(), broker);
        } catch (IOException | RuntimeException | LinkageError e) {
            return List.of(wrong(
                    "Serial ports",
                    String.valueOf(e.getMessage()),
                    "only unix:, tcp:// and tls:// ports work until then"));
        }
    }

    /** What there is to say about these ports; where a broker serves this user, it is fine if only that may open them. */
    static List<Finding> boards(List<PortInfo> ports, Optional<BrokerInfo> broker) {
        boolean served = broker.isPresent() && broker.get().obstacle().isEmpty();
        List<Finding> findings = new ArrayList<>();
        for (PortInfo port : ports) {
            UsbKind.of(port).ifPresent(kind -> findings.add(board(port, kind, served)));
        }
        if (findings.isEmpty() && !served) {
            findings.add(note(
                    "Boards",
                    "no Arduino Due on USB",
                    "connect one by a data cable, or run a virtual one: due-hsm virtual"));
        }
        return findings;
    }

    private static Finding board(PortInfo port, UsbKind kind, boolean served) {
        String text = port.name() + ": " + kind.label();
        if (kind == UsbKind.BOOTLOADER) {
            return wrong("Boards", text, kind.remark());
        }
        Finding fine = ok("Boards", text + ", " + kind.remark());
        return served ? fine : permission(Path.of(port.name())).orElse(fine);
    }

    /** What keeps this user from opening a device file, if anything does. */
    static Optional<Finding> permission(Path device) {
        if (!Files.exists(device) || Files.isReadable(device) && Files.isWritable(device)) {
            return Optional.empty();
        }
        return Optional.of(wrong(
                "Permissions",
                "you may not open " + device,
                "sudo usermod -aG dialout $USER and log in again, or install the udev rule of firmware/README.md"));
    }

    /* It opens new serial ports to look for modems, and what it sends disturbs a session. */
    private static Optional<Finding> modemManager() {
        boolean runs = ProcessHandle.allProcesses()
                .flatMap(process -> process.info().command().stream())
                .anyMatch(command -> command.endsWith("ModemManager"));
        return runs
                ? Optional.of(note(
                        "ModemManager",
                        "runs, and opens every new serial port for some seconds",
                        "the udev rule of firmware/README.md keeps it away from a Due"))
                : Optional.empty();
    }

    private static Finding tool(String program, String why) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .map(path -> ok("Tools", path.toString()))
                .orElseGet(() -> note("Tools", program + " is not on PATH: " + why, "sudo apt-get install " + program));
    }
}
