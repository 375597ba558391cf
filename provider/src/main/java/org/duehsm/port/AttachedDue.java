package org.duehsm.port;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code port = auto} finds where it takes no broker: the one Arduino Due of this computer, and of its two ports the faster. */
final class AttachedDue {

    private AttachedDue() {}

    /** Of the serial ports of this computer the one that is meant. */
    static PortInfo among(List<PortInfo> ports) throws IOException {
        List<PortInfo> found = ports.stream().filter(PortInfo::isDueNative).toList();
        if (found.isEmpty()) {
            found = ports.stream().filter(PortInfo::isDueProgramming).toList();
        }
        if (found.isEmpty()) {
            throw new IOException("no Arduino Due found (USB 2341:003d, 2341:003e or 2a03); connect one, or set port"
                    + " to its name; serial ports here: " + (ports.isEmpty() ? "none" : names(ports)));
        }
        if (found.size() > 1) {
            throw new IOException("more than one Arduino Due found; set port to one of " + names(found));
        }
        return found.get(0);
    }

    private static String names(List<PortInfo> ports) {
        return ports.stream().map(PortInfo::toString).collect(Collectors.joining(", "));
    }
}
