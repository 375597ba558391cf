package org.duehsm.client;

import java.util.function.Supplier;
import org.duehsm.port.Port;
import org.duehsm.port.PortName;

/** A port of this JVM, known by its name, that has a simulated device. */
public final class SimulatedPort implements AutoCloseable {

    private final String name;

    public SimulatedPort(String name, Supplier<Port> device) {
        this(ClientConfig.of(name), device);
    }

    public SimulatedPort(ClientConfig config, Supplier<Port> device) {
        this.name = config.port();
        SharedConnections.put(config, device::get);
    }

    @Override
    public void close() {
        SharedConnections.remove(PortName.parse(name));
    }
}
