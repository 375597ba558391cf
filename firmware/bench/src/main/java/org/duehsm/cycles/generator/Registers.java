package org.duehsm.cycles.generator;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The pool of registers, r0 on, and which value each holds. */
final class Registers {

    private final Map<String, Integer> registers = new TreeMap<>(); // by value
    private final TreeSet<Integer> free = new TreeSet<>();

    Registers(int count) {
        for (int i = 0; i < count; i++) {
            free.add(i);
        }
    }

    boolean hold(String value) {
        return registers.containsKey(value);
    }

    /** The values in registers. */
    Set<String> values() {
        return registers.keySet();
    }

    /**
     * The number of the value's register.
     *
     * @throws IllegalStateException if it is in none
     */
    int number(String value) {
        Integer register = registers.get(value);
        if (register == null) {
            throw new IllegalStateException(value + " is in no register");
        }
        return register;
    }

    /** The name of the value's register; fails as {@link #number}. */
    String name(String value) {
        return "r" + number(value);
    }

    /**
     * Gives a new value a register: the wanted one if it is free, else the first that is.
     *
     * @return its name
     * @throws IllegalStateException if none is free, or if the value has one
     */
    String take(String value, int wanted) {
        if (free.isEmpty()) {
            throw new IllegalStateException("no register for " + value);
        }
        int register = free.contains(wanted) ? wanted : free.first();
        free.remove(register);
        if (registers.putIfAbsent(value, register) != null) {
            throw new IllegalStateException(value + " is in a register already");
        }
        return "r" + register;
    }

    void release(String value) {
        free.add(registers.remove(value));
    }
}
