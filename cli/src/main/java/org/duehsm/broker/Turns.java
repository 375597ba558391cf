package org.duehsm.broker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whose request is passed on next: of the users whose clients have one, who has fewest in the board's window, and of
 * those who had its turn longest ago; and likewise of that user's clients. So the window is shared evenly among the users
 * who want it, whoever came first, and by however many clients.
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
        Map<String, Integer> inFlight = new HashMap<>();
        Map<String, Integer> lastTurn = new HashMap<>();
        for (int i = 0; i < order.size(); i++) {
            ClientSession client = order.get(i);
            inFlight.merge(client.name(), client.inFlight(), Integer::sum);
            lastTurn.put(client.name(), i);
        }
        Comparator<ClientSession> byShare = Comparator.<ClientSession>comparingInt(one -> inFlight.get(one.name()))
                .thenComparingInt(one -> lastTurn.get(one.name()))
                .thenComparingInt(ClientSession::inFlight);
        // Of equals it finds the first.
        ClientSession next =
                order.stream().filter(ClientSession::isWaiting).min(byShare).orElse(null);
        if (next != null) {
            order.remove(next);
            order.add(next);
        }
        return next;
    }
}
