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

    /** Which connection of a port, from 0. */
    private record Place(PortName port, int index) {}

    private static final ConcurrentMap<Place, Connection> SHARED = new ConcurrentHashMap<>();

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
                new Place(port, index),
                place ->
                        new Connection(Ports.opener(port, (int) config.timeout().toMillis()), config));
        if (!shared.config().lineSettings().equals(config.lineSettings())) {
            throw new IllegalArgumentException(config.port() + ": this program uses the port already with "
                    + shared.config().lineSettings() + ", so not with " + config.lineSettings()
                    + " as well; give all providers of one port the same settings");
        }
        return shared;
    }

    /** From now on, what opens this one port is the opener, until it is {@link #remove removed}. For tests and benchmarks. */
    static void put(ClientConfig config, PortOpener opener) {
        SHARED.put(new Place(config.portName(), 0), new Connection(opener, config));
    }

    /** Takes the connection of a port out, and closes it. */
    static void remove(PortName port) {
        Connection removed = SHARED.remove(new Place(port, 0));
        if (removed != null) {
            removed.close();
        }
    }
}
