package org.duehsm.cli.device;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.JsonOption;
import org.duehsm.cli.terminal.Table;
import org.duehsm.port.BrokerInfo;
import org.duehsm.port.PortInfo;
import org.duehsm.port.Ports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code due-hsm ports}. */
@Command(
        name = "ports",
        description = {
            "Lists the serial ports, and which of them are an Arduino Due; opens none.",
            "Lists the socket of this computer's broker, too, and whether port = auto uses it."
        })
public final class PortsCommand implements Callable<Integer> {

    private static final String BROKER = "broker of this computer";

    @Mixin
    private JsonOption output;

    @Override
    public Integer call() throws IOException {
        List<PortInfo> ports = Ports.list();
        Optional<BrokerInfo> broker = Ports.broker();
        output.print(facts(ports, broker), out -> print(ports, broker, out));
        return ExitCode.OK;
    }

    static void print(List<PortInfo> ports, Optional<BrokerInfo> broker, PrintWriter out) {
        if (ports.isEmpty() && broker.isEmpty()) {
            out.println("There is no serial port. Connect a board, or run a virtual one: due-hsm virtual");
            return;
        }
        Table table = new Table().row("PORT", "USB", "WHAT", "REMARK");
        broker.ifPresent(found -> table.row(found.name(), null, BROKER, found.remark()));
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

    static List<Map<String, Object>> facts(List<PortInfo> ports, Optional<BrokerInfo> broker) {
        return Stream.concat(
                        broker.stream().map(PortsCommand::facts), ports.stream().map(PortsCommand::facts))
                .toList();
    }

    private static Map<String, Object> facts(BrokerInfo broker) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("port", broker.name());
        facts.put("usb", null);
        facts.put("description", BROKER + "; " + broker.remark());
        facts.put("due", "broker");
        return facts;
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
