package org.duehsm.broker;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What was asked of the broker since its start, and what became of it. For any thread. */
public final class Counters {

    /** What is asked. The parts of a message count as one, with its first. */
    public enum Asked {
        MAC,
        LIST,
        RANDOM,
        MANAGE,
        INFO
    }

    /** What became of it. */
    public enum Outcome {
        /** The board was asked. */
        PASSED,
        /** The caller may not. */
        NOT_PERMITTED,
        /** The board was away. */
        BOARD_AWAY,
        /** The broker knows no such request. */
        MALFORMED
    }

    private final Map<Asked, Map<Outcome, LongAdder>> counts = new EnumMap<>(Asked.class);

    Counters() {
        for (Asked asked : Asked.values()) {
            Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);
            for (Outcome outcome : Outcome.values()) {
                outcomes.put(outcome, new LongAdder());
            }
            counts.put(asked, outcomes);
        }
    }

    /** How many requests of this kind had this outcome. */
    public long get(Asked asked, Outcome outcome) {
        return counts.get(asked).get(outcome).sum();
    }

    void count(RequestKind kind, int status) {
        Asked asked = kind.asked();
        if (asked != null) {
            counts.get(asked).get(outcome(status)).increment();
        }
    }

    private static Outcome outcome(int status) {
        return switch (status) {
            case Status.OK -> Outcome.PASSED;
            case Status.NOT_PERMITTED -> Outcome.NOT_PERMITTED;
            case Status.BOARD_AWAY -> Outcome.BOARD_AWAY;
            default -> Outcome.MALFORMED;
        };
    }
}
