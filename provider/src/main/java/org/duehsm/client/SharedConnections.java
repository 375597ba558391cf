package org.duehsm.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.duehsm.port.PortName;
import org.duehsm.port.PortOpener;
import org.duehsm.port.Ports;

/**
 * The connections of this JVM: one for each port, and for each further one that a configuration wants of it. Whoever
 * names a port has the same, however many others are named beside it, for a board holds one session.
 */
final class SharedConnections {

    /* By number and port in one text. A record would be a key, too, but JDK 17 holds on to the class loader of the
     * record that was compared last (RedeployTest). */
    private static final ConcurrentMap<String, Connection> SHARED = new ConcurrentHashMap<>();

    private SharedConnections() {}

    /**
     * Those of each port in turn; does no I/O.
     *
     * @throws IllegalArgumentException if this JVM uses one of the ports already with other settings
     */
    static List<Connection> of(ClientConfig config) {
        List<Connection> connections = new ArrayList<>();
        for (ClientConfig each : config.ofEachPort()) {
            for (int index = 0; index < config.connections(); index++) {
                connections.add(of(each, index));
            }
        }
        return connections;
    }

    private static Connection of(ClientConfig config, int index) {
        PortName port = config.portName();
        Connection shared = SHARED.computeIfAbsent(
                place(port, index),
                place ->
                        new Connection(Ports.opener(port, (int) config.timeout().toMillis()), config));
        if (!shared.config().lineSettings().equals(config.lineSettings())) {
            throw new IllegalArgumentException(config.port() + ": this program uses the port already with "
                    + shared.config().lineSettings() + ", so not with " + config.lineSettings()
                    + " as well; give all providers of one port the same settings");
        }
        return shared;
    }

    private static String place(PortName port, int index) {
        return index + " " + port;
    }

    /** From now on, what opens this one port is the opener, until it is {@link #remove removed}. For tests and benchmarks. */
    static void put(ClientConfig config, PortOpener opener) {
        SHARED.put(place(config.portName(), 0), new Connection(opener, config));
    }

    /** Takes the connection of a port out, and closes it. */
    static void remove(PortName port) {
        Connection removed = SHARED.remove(place(port, 0));
        if (removed != null) {
            removed.close();
        }
    }
}
