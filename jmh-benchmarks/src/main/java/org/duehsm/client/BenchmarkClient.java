package org.duehsm.client;

import java.io.IOException;
import org.duehsm.port.Port;

/** Has the provider open a port that benchmarks have a hand in. It stands here because only benchmarks may. */
public final class BenchmarkClient {

    private BenchmarkClient() {}

    /** Opens the port of a configuration, each time that a session needs it. */
    public interface Opener {
        Port open(ClientConfig config) throws IOException;
    }

    /** From now on, the port of this configuration is what the opener gives. */
    public static void install(ClientConfig config, Opener opener) {
        SharedConnections.put(config, () -> opener.open(config));
    }
}
