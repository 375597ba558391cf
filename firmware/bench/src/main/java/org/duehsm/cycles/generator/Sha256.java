package org.duehsm.cycles.generator;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The compression of SHA-256. The head comment of its output explains the method. Beside the words of
 * {@link Compression}, capital letters with a number are temporaries, of that round or made of that
 * word of the schedule; the verbs:
 *
 * <pre>
 *   constant:t kt wt       loads K[t]; h += K[t]; h += W[t]
 *   pt qt rt               P = e ^ (e &gt;&gt;&gt; 5); Q = P ^ (e &gt;&gt;&gt; 19); h += Q &gt;&gt;&gt; 6, which is S1
 *   ct dt nt ot            C = e &amp; f; h += C; N = g &amp; ~e; h += N
 *   ht                     d += h
 *   st tt ut               S = a ^ (a &gt;&gt;&gt; 11); T = S ^ (a &gt;&gt;&gt; 20); h += T &gt;&gt;&gt; 2, which is S0
 *   xt yt zt mt            X = b ^ c; Y = X &amp; X of the next round; Z = Y ^ b; h += Z, which is Maj
 *   it jt vt               of W[t]: I = W &gt;&gt; 10; J = I ^ (W &gt;&gt;&gt; 17); W[t+2](2) = J ^ (W &gt;&gt;&gt; 19)
 *   et ft lt               of W[t]: E = W &gt;&gt; 3; F = E ^ (W &gt;&gt;&gt; 7); W[t+15](15) = F ^ (W &gt;&gt;&gt; 18)
 *   add:X=Y+Z              adds up terms of a schedule word
 * </pre>
 */
final class Sha256 extends Compression {

    static final int POOL = 6; // r0-r5 hold schedule words, constants, temporaries, pointers

    static final Vocabulary WORDS = words(Sha256Rounds.STATE)
            .word("constant:#", 1, 63, "K$1")
            .word("k#", 1, 63, null, "K$1")
            .word("w#", 0, 63, null, "W$1")
            .word("p#", 0, 63, "P$1")
            .word("q#", 0, 63, "Q$1", "P$1")
            .word("r#", 0, 63, null, "Q$1")
            .word("c#", 0, 63, "C$1")
            .word("d#", 0, 63, null, "C$1")
            .word("n#", 0, 63, "N$1")
            .word("o#", 0, 63, null, "N$1")
            .word("h#", 0, 63, null)
            .word("s#", 0, 63, "S$1")
            .word("t#", 0, 63, "T$1", "S$1")
            .word("u#", 0, 63, null, "T$1")
            .word("x#", 0, 64, "X$1")
            .word("y#", 0, 63, "Y$1", "X$1", "X{#+1}")
            .word("z#", 0, 63, "Z$1", "Y$1")
            .word("m#", 0, 63, null, "Z$1")
            .word("i#", 14, 61, "I$1", "W$1")
            .word("j#", 14, 61, "J$1", "I$1", "W$1")
            .word("v#", 14, 61, "W{#+2}(2)", "J$1", "W$1")
            .word("e#", 1, 48, "E$1", "W$1")
            .word("f#", 1, 48, "F$1", "E$1", "W$1")
            .word("l#", 1, 48, "W{#+15}(15)", "F$1", "W$1")
            .word("add:*=*+*", "$1", "$2", "$3");

    private final Sha256Rounds rounds;
    private final Schedule schedule = new Schedule(List.of(16, 15, 7, 2), List.of(16, 7));

    Sha256(Plan plan, int pointerRegister) {
        this(plan, new Sha256Rounds(), pointerRegister);
    }

    private Sha256(Plan plan, Sha256Rounds rounds, int pointerRegister) {
        super(plan, rounds, POOL, pointerRegister);
        this.rounds = rounds;
    }

    /** The first 32 bits behind the point of the cube roots of the first 64 primes. */
    static int[] constants() {
        return IntStream.iterate(2, n -> n + 1)
                .filter(n -> BigInteger.valueOf(n).isProbablePrime(30))
                .limit(Sha256Rounds.COUNT)
                .map(prime -> (int) (long) (StrictMath.cbrt(prime) % 1 * (1L << 32)))
                .toArray();
    }

    @Override
    String name() {
        return "sha256";
    }

    @Override
    int alignment() {
        return 4;
    }

    @Override
    Frame frame() {
        return new StaticFrame(slots(), Sha256Rounds.STATE, constants());
    }

    @Override
    String entry() {
        return """
                ldm     r0, {r8-r12, lr}
                ldr     r6, [r0, #24]
                ldr     r7, [r0, #28]
                ldr     r5, [r3, #K_0]
            """ + StaticFrame.check("r5") + """
                add     r7, r7, r5
                stm     r3, {r8-r12, lr}
                str     r6, [r3, #H_6]
                str     r7, [r3, #H_7]
            """;
    }

    @Override
    String result() {
        return """
                ldr     r4, [r5, #K_0]
                sub     r7, r7, r4
                stm     r0, {r8-r12, lr}
                str     r6, [r0, #24]
                str     r7, [r0, #28]
            """;
    }

    @Override
    void translateOwn(Step step) {
        int t = step.number();
        switch (step.verb()) {
            case "constant" -> emit("ldr.n", take("K" + t) + ", " + Frame.word("K_" + t), "K" + t);
            case "k" -> addToH(step, "K" + t, 0);
            case "w" -> addToH(step, "W" + t, 0);
            case "p" -> emit("eor.w", take(step.target()) + ", " + turned(t, 4, 5), note(t, "e ^ (e >>> 5)"));
            case "q" -> xor(step, state(t, 4), "ror #19", note(t, "e ^ (e >>> 5) ^ (e >>> 19)"));
            case "r" -> addToH(step, "S1", 6);
            case "c" -> emit("and.w", take(step.target()) + ", " + states(t, 4, 5), note(t, "e & f"));
            case "d" -> addToH(step, "e & f", 0);
            case "n" -> emit("bic.w", take(step.target()) + ", " + states(t, 6, 4), note(t, "g & ~e"));
            case "o" -> addToH(step, "g & ~e", 0);
            case "h" -> emit("add.n", rounds.addToD(t) + ", " + rounds.register(t, 7), note(t, "d += h"));
            case "s" -> emit("eor.w", take(step.target()) + ", " + turned(t, 0, 11), note(t, "a ^ (a >>> 11)"));
            case "t" -> xor(step, state(t, 0), "ror #20", note(t, "a ^ (a >>> 11) ^ (a >>> 20)"));
            case "u" -> addToH(step, "S0", 2);
            case "x" -> emit("eor.w", take(step.target()) + ", " + states(t, 1, 2), note(t, "b ^ c"));
            case "y" -> and(step);
            case "z" -> xor(step, state(t, 1), "", note(t, "Maj = ((a ^ b) & (b ^ c)) ^ b"));
            case "m" -> addToH(step, "Maj", 0);
            case "i" -> shift(step, 10);
            case "j" -> xor(step, word(t), "ror #17", "W" + t + ": s1 but for its last term");
            case "v" -> xor(step, word(t), "ror #19", step.target() + " = s1(W" + t + ")");
            case "e" -> shift(step, 3);
            case "f" -> xor(step, word(t), "ror #7", "W" + t + ": s0 but for its last term");
            case "l" -> xor(step, word(t), "ror #18", step.target() + " = s0(W" + t + ")");
            case "add" -> add(step);
            case "sum" -> emit("add.n", rounds.sum(t) + ", " + register("H" + t), "H" + t);
            default -> throw new AssertionError(step.verb());
        }
    }

    private String state(int round, int name) {
        return rounds.read(round, name);
    }

    private String states(int round, int first, int second) {
        return state(round, first) + ", " + state(round, second);
    }

    private String turned(int round, int name, int right) {
        return state(round, name) + ", " + rotated(state(round, name), right);
    }

    private String word(int t) {
        return register("W" + t);
    }

    private void addToH(Step step, String what, int right) {
        int t = step.number();
        rounds.addToH(t, what);
        comment(t);
        String h = rounds.register(t, 7);
        String addend = register(step.uses().get(0));
        String note = note(t, "h += " + what);
        if (right == 0) {
            emit("add.n", h + ", " + addend, note);
        } else {
            emit("add.w", h + ", " + h + ", " + rotated(addend, right), note);
        }
    }

    /** The step's first operand and another one, rotated or not. */
    private void xor(Step step, String other, String rotation, String note) {
        String first = register(step.uses().get(0));
        String target = replace(step);
        if (rotation.isEmpty() && isLow(other) && target.equals(first)) {
            emit("eors.n", target + ", " + other, note);
        } else {
            emit("eor.w", target + ", " + first + ", " + other + (rotation.isEmpty() ? "" : ", " + rotation), note);
        }
    }

    private void and(Step step) {
        String first = register(step.uses().get(0));
        String second = register(step.uses().get(1));
        String target = replace(step);
        String note = note(step.number(), "(a ^ b) & (b ^ c)");
        if (target.equals(first) || target.equals(second)) {
            emit("ands.n", target + ", " + (target.equals(first) ? second : first), note);
        } else {
            emit("and.w", target + ", " + first + ", " + second, note);
        }
    }

    private void shift(Step step, int right) {
        String word = register(step.uses().get(0));
        emit("lsrs.n", replace(step) + ", " + word + ", #" + right, step.uses().get(0) + " >> " + right);
    }

    private void add(Step step) {
        String operands =
                register(step.uses().get(0)) + ", " + register(step.uses().get(1));
        schedule.completes(step);
        String note = step.text().substring("add:".length()).replace("=", " = ").replaceFirst("\\+(?=W)", " + ");
        emit("adds.n", replace(step) + ", " + operands, note);
    }
}
