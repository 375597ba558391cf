package org.duehsm.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.duehsm.port.PortInfo;
import org.duehsm.port.Ports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code due-hsm ports}. */
@Command(name = "ports", description = "Lists the serial ports, and which of them are an Arduino Due. Opens none.")
final class PortsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        List<PortInfo> ports = Ports.list();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(ports.stream().map(PortsCommand::facts).toList()));
        } else if (ports.isEmpty()) {
            out.println("There is no serial port. Connect a board, or run a virtual one: due-hsm virtual");
        } else {
            out.print(table(ports));
        }
        out.flush();
        return ExitCode.OK;
    }

    private static Table table(List<PortInfo> ports) {
        Table table = new Table().row("PORT", "USB", "WHAT", "REMARK");
        for (PortInfo port : ports) {
            Optional<UsbKind> kind = UsbKind.of(port);
            table.row(
                    port.name(),
                    usb(port).orElse("-"),
                    kind.map(UsbKind::label).orElse(port.description()),
                    kind.map(UsbKind::remark).orElse(""));
        }
        return table;
    }

    private static Map<String, Object> facts(PortInfo port) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("port", port.name());
        facts.put("usb", usb(port).orElse(null));
        facts.put("description", port.description());
        facts.put(
                "due",
                UsbKind.of(port)
                        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                        .orElse(null));
        return facts;
    }

    private static Optional<String> usb(PortInfo port) {
        return port.vendor() < 0
                ? Optional.empty()
                : Optional.of(String.format("%04x:%04x", port.vendor(), port.product()));
    }
}
