package org.duehsm.client;

import java.io.IOException;
import java.time.Duration;
import org.duehsm.link.SimulatedDevice;
import org.duehsm.port.Port;
import org.duehsm.port.PortOpener;

/** One of several boards, each with a key "k", that comes and goes. */
final class SimulatedBoard implements PortOpener {

    final SimulatedDevice device = new SimulatedDevice(16, 8, 16384);
    final String name;
    private volatile boolean absent;

    /** Runs in the thread that opens the port. */
    volatile Runnable opening = () -> {};

    SimulatedBoard(String name) {
        this.name = name;
        device.name = name;
        device.addKey("k");
    }

    /** A connection of its own. */
    Connection connection(Duration timeout) {
        return new Connection(this, new ClientConfig(name, 115200, timeout));
    }

    @Override
    public Port open() throws IOException {
        opening.run();
        if (absent) {
            throw new IOException(name + ": no such port");
        }
        return device.connect();
    }

    void goAway() {
        absent = true;
        device.connect(); // cuts off who is
    }

    void comeBack() {
        absent = false;
    }
}
