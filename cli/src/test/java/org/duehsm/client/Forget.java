package org.duehsm.client;

import org.duehsm.port.PortName;

/** Ends what this JVM has with a port, so that what comes next is as in a JVM of its own: another login, for one. */
public final class Forget {

    private Forget() {}

    public static void port(String port) {
        SharedConnections.remove(PortName.parse(port));
    }
}
