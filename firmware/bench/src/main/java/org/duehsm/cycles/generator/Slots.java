package org.duehsm.cycles.generator;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** The slots, words of the frame behind the chaining value, and which spilled value each holds. */
final class Slots {

    private final Map<String, Integer> slots = new HashMap<>(); // by value
    private final TreeSet<Integer> free = new TreeSet<>();
    private final int first; // word of the frame
    private int count;

    Slots(int first) {
        this.first = first;
    }

    /** How many slots were needed at once. */
    int count() {
        return count;
    }

    /**
     * Gives a value a slot.
     *
     * @return its address, as an operand
     * @throws IllegalStateException if the value has one
     */
    String store(String value) {
        int slot = free.isEmpty() ? count++ : free.pollFirst();
        if (slots.put(value, slot) != null) {
            throw new IllegalStateException(value + " is stored twice");
        }
        return address(slot);
    }

    /**
     * Where the value is.
     *
     * @param last whether its slot is free from now on
     * @return its address, as an operand
     * @throws IllegalStateException if it is in no slot
     */
    String load(String value, boolean last) {
        Integer slot = slots.get(value);
        if (slot == null) {
            throw new IllegalStateException(value + " was not stored");
        }
        if (last) {
            slots.remove(value);
            free.add(slot);
        }
        return address(slot);
    }

    private String address(int slot) {
        return "[sp, #" + 4 * (first + slot) + "]";
    }
}
