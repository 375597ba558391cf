package org.duehsm.client;

import java.util.function.Supplier;
import org.duehsm.port.Port;
import org.duehsm.port.PortName;

/** A port of this JVM, known by its name, that has a simulated device. */
public final class SimulatedPort implements AutoCloseable {

    private final String name;
    private final DueHsmClient client;

    public SimulatedPort(String name, Supplier<Port> device) {
        this.name = name;
        this.client = new DueHsmClient(ClientConfig.of(name), device::get);
        DueHsmClient.SHARED.put(PortName.parse(name), client);
    }

    @Override
    public void close() {
        DueHsmClient.SHARED.remove(PortName.parse(name));
        client.close();
    }
}
