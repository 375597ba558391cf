package org.duehsm.client;

import org.duehsm.port.Ports;

/** Clients for tests of many programs: each has a session of its own, as if it were a program of its own. */
public final class OwnClient {

    private OwnClient() {}

    /** One more for this port; does no I/O. */
    public static DueHsmClient of(ClientConfig config) {
        int timeoutMillis = (int) config.timeout().toMillis();
        return new DueHsmClient(config, Ports.opener(config.portName(), timeoutMillis));
    }
}
