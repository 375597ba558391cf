package org.duehsm.cycles.generator;

import java.util.ArrayList;
import java.util.List;

/** The steps of a loop over the blocks of a message, in their order. */
record Plan(List<Step> steps) {

    /** The message pointer, which the next turn of the loop uses. */
    static final String POINTER = "pointer";

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
        return new Plan(List.copyOf(steps));
    }

    private List<Step> after(int index) {
        return steps.subList(index + 1, steps.size());
    }

    /** Whether nothing after this step needs the value before a step makes it anew. */
    boolean diesAt(int index, String value) {
        for (Step later : after(index)) {
            if (later.uses().contains(value)) {
                return false;
            }
            if (value.equals(later.target())) {
                return true;
            }
        }
        return !value.equals(POINTER);
    }

    /** Whether a step after this one takes the value out of its slot. */
    boolean loadsAfter(int index, String value) {
        return after(index).stream()
                .anyMatch(s -> s.verb().equals("load") && s.target().equals(value));
    }
}
