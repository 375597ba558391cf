package org.duehsm.port;

import java.nio.file.Path;

/** A program that prints what {@code auto} makes of a socket. */
final class LookAtBroker {

    static final String TAKEN = "taken";

    private LookAtBroker() {}

    public static void main(String[] path) {
        System.out.println(new BrokerSocket(Path.of(path[0])).look().obstacle().orElse(TAKEN));
    }
}
