package org.duehsm.cycles.generator;

/**
 * The words of the stack frame, from the stack pointer on: the slots; H_0 on, the chaining value;
 * K_0 on, the constants; POINTER, where the message goes on, and END, where it ends.
 *
 * @param slots for spilled words
 * @param state words of the chaining value
 * @param constants how many are kept in the frame
 */
record Frame(int slots, int state, int constants) {

    private static final int SAVED = 4 * 10; // r0, r4 to r11 and lr, which the entry pushes

    /** An operand: the word of this name. */
    static String word(String name) {
        return "[sp, #" + name + "]";
    }

    /** How many words depend on the message or the state: the first ones. */
    int secrets() {
        return slots + state;
    }

    /** Bytes of stack that the function takes, saved registers included. */
    int stack() {
        return SAVED + bytes();
    }

    private int bytes() {
        int words = slots + state + constants + 2;
        return 4 * (words + (words & 1)); // the stack pointer stays a multiple of 8
    }

    /** The names, as macros. */
    String definitions() {
        StringBuilder s = new StringBuilder();
        s.append("/* The stack frame: " + slots + " slots for spilled words, then: */\n");
        int word = slots;
        for (int i = 0; i < state; i++) {
            define(s, "H_" + i, 4 * word++);
        }
        for (int i = 0; i < constants; i++) {
            define(s, "K_" + i, 4 * word++);
        }
        define(s, "POINTER", 4 * word++);
        define(s, "END", 4 * word);
        define(s, "FRAME", bytes());
        return s.toString();
    }

    private static void define(StringBuilder s, String name, int value) {
        s.append(String.format("#define %-7s %d\n", name, value));
    }
}
