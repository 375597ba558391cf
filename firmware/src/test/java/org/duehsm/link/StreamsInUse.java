package org.duehsm.link;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which streams of which session have a user: no two may have the same one. */
final class StreamsInUse {

    private static final int MANY = 64;

    private final LinkSimulation simulation;
    private final Map<DrivenSession, Set<Integer>> numbers = new HashMap<>();

    StreamsInUse(LinkSimulation simulation) {
        this.simulation = simulation;
    }

    void taken(DrivenSession on, Stream stream) {
        Set<Integer> used = numbers.computeIfAbsent(on, any -> new HashSet<>());
        simulation.check(used.add(stream.number()), "stream " + stream.number() + " has two users");
        simulation.check(used.size() <= on.session.streamLimit(), "more streams than there are");
    }

    void ended(DrivenSession on, Stream stream) {
        Set<Integer> used = numbers.get(on);
        simulation.check(used.remove(stream.number()), "stream " + stream.number() + " has no user");
    }

    /** Whether there are so few that all may be in use for a while. */
    boolean areFew() {
        return simulation.terms().streams() < MANY;
    }
}
