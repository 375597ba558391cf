package org.duehsm.cycles.generator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The steps of a loop over the blocks of a message, in their order. */
final class Plan {

    /** The message pointer, which the next turn of the loop uses. */
    static final String POINTER = "pointer";

    private final List<Step> steps;

    /** By value and by the index of a step that names it: whether the step needs the value, not only makes it. */
    private final Map<String, TreeMap<Integer, Boolean>> named = new HashMap<>();

    Plan(List<Step> steps) {
        this.steps = List.copyOf(steps);
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.target() != null) {
                named(step.target()).put(i, false);
            }
            for (String value : step.uses()) {
                named(value).put(i, true);
            }
        }
    }

    private TreeMap<Integer, Boolean> named(String value) {
        return named.computeIfAbsent(value, v -> new TreeMap<>());
    }

    /**
     * Reads words between white space; from # to the end of a line is a comment.
     *
     * @throws IllegalArgumentException if a word is not in the vocabulary
     */
    static Plan parse(String text, Vocabulary vocabulary) {
        List<Step> steps = new ArrayList<>();
        for (String line : text.split("\n")) {
            for (String word : line.replaceFirst("#.*", "").trim().split("\\s+")) {
                if (!word.isEmpty()) {
                    steps.add(vocabulary.parse(word));
                }
            }
        }
        return new Plan(steps);
    }

    List<Step> steps() {
        return steps;
    }

    /** Whether nothing after this step needs the value before a step makes it anew. */
    boolean diesAt(int index, String value) {
        Map.Entry<Integer, Boolean> next = named(value).higherEntry(index);
        return next == null ? !value.equals(POINTER) : !next.getValue();
    }

    /** Whether a step after this one takes the value out of its slot. */
    boolean loadsAfter(int index, String value) {
        return named(value).tailMap(index, false).keySet().stream()
                .anyMatch(i -> steps.get(i).verb().equals("load"));
    }
}
