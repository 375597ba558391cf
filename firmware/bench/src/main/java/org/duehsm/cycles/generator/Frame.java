package org.duehsm.cycles.generator;

import java.util.Arrays;

/**
 * The words at the stack pointer while blocks are hashed: H_0 on, the chaining value; the slots for
 * spilled words; K_0 on, the constants; POINTER, where the message goes on, and END, where it ends.
 * A subclass is the place where they lie.
 */
abstract class Frame {

    /** Bytes that the function pushes: r0, which points to the state, r4 to r11, lr. */
    static final int SAVED = 4 * 10;

    /**
     * Those that are wiped and then wipe: what a caller does not expect to get back, and one more,
     * which makes least of loading zeros and storing them.
     */
    private static final String[] ZEROS = {"r1", "r2", "r3", "r4", "r12", "lr"};

    private final int slots;
    private final int state;
    private final int constants;

    /**
     * A frame.
     *
     * @param slots for spilled words
     * @param state words of the chaining value
     * @param constants how many are kept in the frame
     */
    Frame(int slots, int state, int constants) {
        this.slots = slots;
        this.state = state;
        this.constants = constants;
    }

    /** An operand: the word of this name. */
    static String word(String name) {
        return "[sp, #" + name + "]";
    }

    /** How many words depend on the message or the state: the first ones. */
    final int secrets() {
        return state + slots;
    }

    /** Bytes. */
    final int size() {
        int words = state + slots + constants + 2;
        return 4 * (words + (words & 1)); // the stack pointer stays a multiple of 8
    }

    /** Bytes of stack that the function takes, saved registers included. */
    abstract int stack();

    /** The register that points to the frame while it is set up. */
    abstract String base();

    /** Instructions that make it do so, after the registers have been saved. */
    abstract String find();

    /** Instructions that make the stack pointer do so, once the frame is set up. */
    abstract String enter();

    /** Instructions that store the result where r0 points, wipe the frame and take the stack pointer back. */
    abstract String leave(String result);

    /** What the function has behind its last instruction. */
    abstract String rest();

    /** What the file has behind the function. */
    abstract String data();

    /** The names, as macros. */
    final String definitions() {
        StringBuilder s = new StringBuilder();
        s.append("/* The frame: the chaining value, " + slots + " slots for spilled words, and: */\n");
        for (int i = 0; i < state; i++) {
            define(s, "H_" + i, 4 * i);
        }
        int word = state + slots;
        for (int i = 0; i < constants; i++) {
            define(s, "K_" + i, 4 * word++);
        }
        define(s, "POINTER", 4 * word++);
        define(s, "END", 4 * word);
        define(s, "FRAME", size());
        return s.toString();
    }

    private static void define(StringBuilder s, String name, int value) {
        s.append(String.format("#define %-7s %d\n", name, value));
    }

    /** Instructions that set all of ZEROS to zero, the first of which is it already. */
    static String zeros() {
        StringBuilder s = new StringBuilder();
        for (int i = 1; i < ZEROS.length; i++) {
            s.append("    mov     " + ZEROS[i] + ", " + ZEROS[0] + "\n");
        }
        return s.toString();
    }

    /** Instructions that overwrite so many words from where the register points with zeros, and move it on. */
    static String wiping(String register, int words) {
        StringBuilder s = new StringBuilder();
        for (int left = words; left > 0; left -= ZEROS.length) {
            String list = String.join(", ", Arrays.copyOf(ZEROS, Math.min(left, ZEROS.length)));
            s.append("    stm     " + register + "!, {" + list + "}\n");
        }
        return s.toString();
    }
}
