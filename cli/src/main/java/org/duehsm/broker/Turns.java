package org.duehsm.broker;

import java.util.ArrayList;
import java.util.Collections;
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
        List<ClientSession> waiting =
                order.stream().filter(ClientSession::isWaiting).toList();
        if (waiting.isEmpty()) {
            return null;
        }
        ClientSession next = waiting.size() == 1 ? waiting.get(0) : among(waiting);
        order.remove(next);
        order.add(next);
        return next;
    }

    private ClientSession among(List<ClientSession> waiting) {
        Map<String, Integer> inFlight = new HashMap<>();
        Map<String, Integer> lastTurn = new HashMap<>();
        for (int i = 0; i < order.size(); i++) {
            ClientSession client = order.get(i);
            inFlight.merge(client.name(), client.inFlight(), Integer::sum);
            lastTurn.put(client.name(), i);
        }
        // Of equals it finds the first.
        return Collections.min(
                waiting,
                Comparator.<ClientSession>comparingInt(one -> inFlight.get(one.name()))
                        .thenComparingInt(one -> lastTurn.get(one.name()))
                        .thenComparingInt(ClientSession::inFlight));
    }
}
