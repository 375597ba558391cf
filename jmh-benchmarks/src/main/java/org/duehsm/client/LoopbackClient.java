package org.duehsm.client;

import java.util.function.Supplier;
import org.duehsm.port.Port;

/** Has the provider find a port that is none of the operating system's. It stands here because only benchmarks may. */
public final class LoopbackClient {

    private LoopbackClient() {}

    /** From now on, the port of this configuration is what the opener gives. */
    public static void install(ClientConfig config, Supplier<Port> opener) {
        DueHsmClient.SHARED.put(config.portName(), new DueHsmClient(config, opener::get));
    }
}
