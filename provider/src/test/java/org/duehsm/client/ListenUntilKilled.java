package org.duehsm.client;

import java.nio.file.Path;
import org.duehsm.link.SimulatedDevice;

/** A program that is a broker with the key {@code k} to one client after the other, until it is killed. */
final class ListenUntilKilled {

    static final String LISTENS = "listens";

    private ListenUntilKilled() {}

    public static void main(String[] socket) throws Exception {
        SimulatedDevice device = new SimulatedDevice(16, 8, 16384);
        device.addKey("k");
        ListeningDevice.unix(device, Path.of(socket[0]));
        System.out.println(LISTENS);
        while (System.in.read() >= 0) {
            // waits for the end
        }
    }
}
