package org.duehsm.cycles.generator;

/**
 * The compression of SHA-1. The head comment of its output explains the method. Beside the words of
 * {@link Compression}, C, B, A and F with a round's number are the temporaries of its Boolean
 * function, and the verbs:
 *
 * <pre>
 *   xor:X=Y^Z              adds up terms of a schedule word; Y is the operand that is not rotated
 *   ct bt dt               round t: C = c ^ d; F = b ^ C, or B = b &amp; C and then F = B ^ d
 *   mt nt                  rounds 40 to 59: A = c &amp; d; e += A
 *   kt at wt ft            round t: e += K; e += a &lt;&lt;&lt; 5; e += W[t]; e += F
 *   constant:i             loads the K of rounds 20 i to 20 i + 19
 * </pre>
 */
final class Sha1 extends Compression {

    static final int POOL = 8; // r0-r7 hold schedule words, temporaries, pointers

    static final Vocabulary WORDS = words(Sha1Rounds.STATE)
            .word("xor:*=*^*", "$1", "$2", "$3")
            .word("c#", 0, 79, "C$1")
            .word("b#", 0, 19, "B$1", "C$1")
            .word("b#", 20, 79, "F$1", "C$1")
            .word("d#", 0, 19, "F$1", "B$1")
            .word("m#", 40, 59, "A$1")
            .word("n#", 40, 59, null, "A$1")
            .word("k#", 0, 79, null)
            .word("a#", 0, 79, null)
            .word("w#", 0, 79, null, "W$1")
            .word("f#", 0, 79, null, "F$1")
            .word("constant:#", 0, 3, null);

    private static final int[] CONSTANTS = {0x5A827999, 0x6ED9EBA1, 0x8F1BBCDC, 0xCA62C1D6};

    private final Sha1Rounds rounds;
    private final Sha1Schedule schedule = new Sha1Schedule();
    private int constant; // whose K is in lr

    Sha1(Plan plan, int pointerRegister) {
        this(plan, new Sha1Rounds(), pointerRegister);
    }

    private Sha1(Plan plan, Sha1Rounds rounds, int pointerRegister) {
        super(plan, rounds, POOL, pointerRegister);
        this.rounds = rounds;
    }

    @Override
    String name() {
        return "sha1";
    }

    @Override
    int alignment() {
        return 16; // a line of the flash
    }

    @Override
    Frame frame() {
        return new StackFrame(slots(), Sha1Rounds.STATE, CONSTANTS.length);
    }

    @Override
    String entry() {
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < CONSTANTS.length; i++) {
            s.append(String.format("    movw    r%d, #0x%04X\n", 4 + i, CONSTANTS[i] & 0xFFFF));
            s.append(String.format("    movt    r%d, #0x%04X\n", 4 + i, CONSTANTS[i] >>> 16));
        }
        return s + """
                mov     lr, r4
                add     r3, sp, #K_0
                ldm     r0, {r8-r12}
                stm     r3, {r4-r7}
                stm     sp, {r8-r12}
            """;
    }

    @Override
    String result() {
        return "    stm     r0, {r8-r12}\n";
    }

    @Override
    void checkOwn() {
        require(constant == 0, "the next block starts with K_%d", constant);
    }

    @Override
    void translateOwn(Step step) {
        int t = step.number();
        switch (step.verb()) {
            case "xor" -> xor(step);
            case "c", "m" -> combine(step);
            case "b" -> choose(step);
            case "d" -> {
                String b = register(step.uses().get(0));
                String d = rotated(rounds.read(t, 3), Sha1Rounds.due(t, 3));
                emit("eor.w", replace(step) + ", " + b + ", " + d, note(t, "F = (b & (c ^ d)) ^ d"));
            }
            case "k" -> {
                require(constant == t / 20, "lr holds K_%d", constant);
                accumulate(t, "K", "lr", 0);
            }
            case "a" -> accumulate(t, "a <<< 5", rounds.read(t, 0), 27);
            case "w" -> accumulate(t, "W" + t, register("W" + t), -schedule.rank("W" + t));
            case "f" -> accumulate(t, "F", register("F" + t), 0);
            case "n" -> accumulate(t, "c & d", register("A" + t), 2);
            case "constant" -> {
                constant = t;
                emit("ldr.w", "lr, " + Frame.word("K_" + t), "K of rounds " + 20 * t + " on");
            }
            case "sum" -> sum(t);
            default -> throw new AssertionError(step.verb());
        }
    }

    /** Adds to e. The first addend of a round also settles e's pending rotation. */
    private void accumulate(int t, String what, String register, int right) {
        boolean first = rounds.add(t, what);
        String e = rounds.register(t, 4);
        int due = first ? Sha1Rounds.due(t, 4) : 0;
        comment(t);
        String note = note(t, "e += " + what);
        if (due != 0) {
            require(right % 32 == 0, "round %d starts with a rotated addend", t);
            emit("add.w", e + ", " + register + ", " + rotated(e, due), note);
        } else if (right % 32 == 0) {
            emit("add.n", e + ", " + register, note);
        } else {
            emit("add.w", e + ", " + e + ", " + rotated(register, right), note);
        }
    }

    private void xor(Step step) {
        String first = register(step.uses().get(0));
        String second = register(step.uses().get(1));
        int turn = schedule.add(step);
        String target = replace(step);
        String note = step.text().substring("xor:".length()).replace("=", " = ").replace("^", " ^ ");
        if (turn == 0 && (target.equals(first) || target.equals(second))) {
            emit("eors.n", target + ", " + (target.equals(first) ? second : first), note);
        } else {
            emit("eor.w", target + ", " + first + ", " + rotated(second, turn), note);
        }
    }

    /** c ^ d or c & d, left with the rotation that both operands are due. */
    private void combine(Step step) {
        int t = step.number();
        int turn = Sha1Rounds.due(t, 2) - Sha1Rounds.due(t, 3);
        boolean and = step.verb().equals("m");
        String operands = rounds.read(t, 3) + ", " + rotated(rounds.read(t, 2), turn);
        emit(and ? "and.w" : "eor.w", take(step.target()) + ", " + operands, note(t, and ? "c & d" : "c ^ d"));
    }

    /** b & (c ^ d) or b ^ (c ^ d). */
    private void choose(Step step) {
        int t = step.number();
        boolean parity = t >= 20 && t < 40 || t >= 60;
        int due = Math.min(Sha1Rounds.due(t, 2), Sha1Rounds.due(t, 3));
        String operands =
                rounds.read(t, 1) + ", " + rotated(register(step.uses().get(0)), due);
        emit(
                parity ? "eor.w" : "and.w",
                replace(step) + ", " + operands,
                note(t, parity ? "F = b ^ (c ^ d)" : t < 20 ? "b & (c ^ d)" : "F = b & (c ^ d)"));
    }

    private void sum(int i) {
        String register = rounds.sum(i);
        int due = Sha1Rounds.due(Sha1Rounds.COUNT, i);
        String h = register("H" + i);
        if (due == 0) {
            emit("add.n", register + ", " + h, "H" + i);
        } else {
            emit("add.w", register + ", " + h + ", " + rotated(register, due), "H" + i);
        }
    }
}
