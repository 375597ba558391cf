package org.duehsm.cli.device;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.JsonOption;
import org.duehsm.cli.terminal.Table;
import org.duehsm.port.PortInfo;
import org.duehsm.port.Ports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code due-hsm ports}. */
@Command(name = "ports", description = "Lists the serial ports, and which of them are an Arduino Due. Opens none.")
public final class PortsCommand implements Callable<Integer> {

    @Mixin
    private JsonOption output;

    @Override
    public Integer call() throws IOException {
        List<PortInfo> ports = Ports.list();
        output.print(ports.stream().map(PortsCommand::facts).toList(), out -> print(ports, out));
        return ExitCode.OK;
    }

    private static void print(List<PortInfo> ports, PrintWriter out) {
        if (ports.isEmpty()) {
            out.println("There is no serial port. Connect a board, or run a virtual one: due-hsm virtual");
            return;
        }
        Table table = new Table().row("PORT", "USB", "WHAT", "REMARK");
        for (PortInfo port : ports) {
            Optional<UsbKind> kind = UsbKind.of(port);
            table.row(
                    port.name(),
                    usb(port).orElse(null),
                    kind.map(UsbKind::label).orElse(port.description()),
                    kind.map(UsbKind::remark).orElse(""));
        }
        out.print(table);
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
