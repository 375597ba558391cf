package org.duehsm.client;

import org.duehsm.port.PortOpener;
import org.duehsm.port.Ports;

/**
 * Clients that share nothing, so that a test may be several programs one after another, each with its own login; a
 * program has one login for a port.
 */
public final class LoneClient {

    private LoneClient() {}

    /** One of the port that the configuration names. */
    public static DueHsmClient of(ClientConfig config) {
        return of(config, Ports.opener(config.portName(), (int) config.timeout().toMillis()));
    }

    /** One whose port is what the opener gives. */
    public static DueHsmClient of(ClientConfig config, PortOpener opener) {
        return new DueHsmClient(config, opener);
    }
}
