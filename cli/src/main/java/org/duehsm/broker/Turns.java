package org.duehsm.broker;

import java.util.ArrayList;
import java.util.List;

/**
 * Whose request is passed on next: of the clients that have one, who has fewest in the board's window, and of those who
 * had its turn longest ago. So the window is shared evenly among those who want it, whoever came first.
 */
final class Turns {

    /** Who had its turn longest ago is first. */
    private final List<ClientSession> order = new ArrayList<>();

    void add(ClientSession client) {
        order.add(client);
    }

    void remove(ClientSession client) {
        order.remove(client);
    }

    /** All clients. */
    List<ClientSession> clients() {
        return order;
    }

    /** Whose turn it is, or null if nobody has a request. */
    ClientSession next() {
        int found = -1;
        for (int i = 0; i < order.size(); i++) {
            ClientSession client = order.get(i);
            if (client.isWaiting()
                    && (found < 0 || client.inFlight() < order.get(found).inFlight())) {
                found = i;
            }
        }
        if (found < 0) {
            return null;
        }
        ClientSession next = order.remove(found);
        order.add(next);
        return next;
    }
}
