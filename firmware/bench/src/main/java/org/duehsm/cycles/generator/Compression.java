package org.duehsm.cycles.generator;

import java.util.Set;

/**
 * The loop over the blocks of a message, made of its plan; what is the same for every hash. Values
 * that a plan names are W20, a word of the message schedule; W20(16+14), a partial sum of its terms;
 * M3, a message word with its bytes still reversed; H0 on, the chaining value. The verbs:
 *
 * <pre>
 *   message:t reverse:t    loads message word t; reverses its bytes, which makes it W[t]
 *   store:X load:X         spills to the stack frame, and takes back
 *   chain:i keep:i         loads H[i]; stores the new one
 *   sum:i                  adds H[i] to the state
 *   pointer advance end    loads the message pointer; stores it; loads the pointer's last value
 *   compare again          compares the two; loops
 * </pre>
 *
 * <p>A subclass is a hash: it adds verbs, and refuses a plan that does not compute it. An object
 * translates one plan once.
 */
abstract class Compression {

    private static final String POINTER = Plan.POINTER;
    private static final int LAST_WORD = 15; // of a block

    private final Plan plan;
    private final int pointerRegister; // at the head of the loop
    private final Rounds rounds;
    private final Registers registers;
    private final Slots slots;
    private final StringBuilder lines = new StringBuilder();
    private int now; // the index of the step
    private boolean advanced; // the pointer was, in its register
    private boolean stored; // the pointer, since then
    private boolean compared;
    private boolean ended;
    private int commented; // rounds

    /** Translates with a pool of registers r0 on, of which one holds the message pointer at first. */
    Compression(Plan plan, Rounds rounds, int poolSize, int pointerRegister) {
        this.plan = plan;
        this.rounds = rounds;
        this.pointerRegister = pointerRegister;
        this.registers = new Registers(poolSize);
        this.slots = new Slots(rounds.state());
    }

    /** The words that every hash's plan has. */
    static Vocabulary words(int stateWords) {
        int last = stateWords - 1;
        return new Vocabulary()
                .word("message:#", 0, LAST_WORD, "M$1", POINTER)
                .word("reverse:#", 0, LAST_WORD, "W$1", "M$1")
                .word("load:*", "$1")
                .word("store:*", null, "$1")
                .word("chain:#", 0, last, "H$1")
                .word("keep:#", 0, last, null)
                .word("sum:#", 0, last, null, "H$1")
                .word("pointer", POINTER)
                .word("advance", null, POINTER)
                .word("end", "end")
                .word("compare", null, POINTER, "end")
                .word("again", null);
    }

    /** The name of the hash in that of its function and its file: sha1. */
    abstract String name();

    /** Of what number the loop's address has to be a multiple for the plan to be as fast as it is. */
    abstract int alignment();

    /** The frame of the translated plan. */
    abstract Frame frame();

    /**
     * Instructions that put the state and the constants into the frame, and the state into its
     * registers. In: r0, the state, which is not needed any more; r1 and r2, which are to stay.
     */
    abstract String entry();

    /**
     * Instructions that store the new state where r0 points. In a static frame r5 points to it; r1 is to stay.
     */
    abstract String result();

    /** Translates a step that only this hash has. */
    abstract void translateOwn(Step step);

    /** Fails with IllegalStateException if the plan has left out anything that only this hash has. */
    void checkOwn() {}

    // ---- The translation

    /**
     * Translates the plan.
     *
     * @return the number of the register that the message pointer is in at the end of the loop
     * @throws IllegalStateException if the plan does not compute the hash, or not with these registers
     */
    final int translate() {
        registers.take(POINTER, pointerRegister);
        for (now = 0; now < plan.steps().size(); now++) {
            Step step = plan.steps().get(now);
            try {
                translate(step);
            } catch (IllegalStateException e) {
                throw new IllegalStateException(e.getMessage() + ", at " + step.text(), e);
            }
        }
        require(ended, "the loop does not end");
        require(registers.values().equals(Set.of(POINTER)), "the loop ends with %s in registers", registers.values());
        rounds.checkComplete();
        checkOwn();
        return registers.number(POINTER);
    }

    private void translate(Step step) {
        require(!ended, "the loop has ended");
        int t = step.number();
        switch (step.verb()) {
            case "message" -> message(t);
            case "reverse" -> {
                String source = register(step.uses().get(0));
                emit("rev.n", replace(step) + ", " + source, step.target());
            }
            case "load" -> {
                String value = step.target();
                emit("ldr.n", take(value) + ", " + slots.load(value, !plan.loadsAfter(now, value)), value);
            }
            case "store" -> {
                String value = step.uses().get(0);
                emit("str.n", register(value) + ", " + slots.store(value), value);
            }
            case "chain" -> emit("ldr.n", take("H" + t) + ", " + Frame.word("H_" + t), "H" + t);
            case "keep" -> {
                String register = rounds.keep(t);
                emit(isLow(register) ? "str.n" : "str.w", register + ", " + Frame.word("H_" + t), "H" + t);
            }
            case "pointer" -> {
                require(stored, "the next block's pointer is not stored yet");
                String register = registers.take(POINTER, pointerRegister);
                emit("ldr.n", register + ", " + Frame.word("POINTER"), "the message, less 4");
            }
            case "advance" -> {
                require(advanced, "the pointer has not moved on yet");
                emit("str.n", register(POINTER) + ", " + Frame.word("POINTER"), "the next block, less 4");
                stored = true;
            }
            case "end" -> emit("ldr.n", take("end") + ", " + Frame.word("END"), "its end, less 4");
            case "compare" -> {
                emit("cmp.n", register(POINTER) + ", " + register("end"), "was this the last block?");
                compared = true;
            }
            case "again" -> {
                require(compared, "nothing was compared");
                emit("bne.w", ".Lblock", "on to the next block");
                ended = true;
            }
            default -> translateOwn(step);
        }
        freeDead(step);
        require(step.target() == null || !dies(step.target()), "made for nothing");
    }

    private void message(int t) {
        require(!advanced, "the pointer has moved on");
        String address = "[" + register(POINTER) + ", #" + (4 * t + 4) + "]";
        String target = take("M" + t);
        if (t == LAST_WORD) {
            emit("ldr.w", target + ", " + address + "!", "message word 15; pointer += 64");
            advanced = true;
        } else {
            emit("ldr.n", target + ", " + address, "message word " + t);
        }
    }

    // ---- What a hash translates its own steps with

    /** Whether no later step needs the value. */
    final boolean dies(String value) {
        return plan.diesAt(now, value);
    }

    /** The register that the value is in. */
    final String register(String value) {
        return registers.name(value);
    }

    /** A register for a new value. */
    final String take(String value) {
        return registers.take(value, -1);
    }

    /** The register for the step's target: that of one of its operands if that dies, the first if both do. */
    final String replace(Step step) {
        String wanted = step.uses().stream()
                .filter(this::dies)
                .findFirst()
                .orElse(step.uses().get(step.uses().size() - 1));
        int register = registers.number(wanted);
        freeDead(step);
        return registers.take(step.target(), register);
    }

    private void freeDead(Step step) {
        for (String value : step.uses()) {
            if (registers.hold(value) && dies(value)) {
                registers.release(value);
            }
        }
    }

    /** Fails with IllegalStateException unless the condition holds; the format is java.util.Formatter's. */
    static void require(boolean condition, String format, Object... otherwise) {
        if (!condition) {
            throw new IllegalStateException(String.format(format, otherwise));
        }
    }

    /** Appends an instruction and what it does. */
    final void emit(String instruction, String operands, String note) {
        require(!compared || !instruction.contains("s."), "the comparison is lost");
        lines.append("    " + padded(instruction, 8) + padded(operands, 26) + "@ " + note + "\n");
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /** Tells the names of the registers before the first instruction that belongs to this round or a later one. */
    final void comment(int round) {
        for (; commented <= round; commented++) {
            lines.append("\n    /* " + rounds.names(commented) + " */\n");
        }
    }

    static String note(int round, String what) {
        return "round " + round + ": " + what;
    }

    /** Whether a narrow instruction can name the register wherever it names one. */
    static boolean isLow(String register) {
        return register.length() == 2 && register.charAt(1) < '8';
    }

    /** An operand, rotated to the right by any number of bits. */
    static String rotated(String register, int right) {
        return right % 32 == 0 ? register : register + ", ror #" + Math.floorMod(right, 32);
    }

    /** The slots that the translated plan takes. */
    final int slots() {
        return slots.count();
    }

    /** The instructions of the loop. */
    final String lines() {
        return lines.toString();
    }
}
