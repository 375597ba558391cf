import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the plan of the SHA-1 compression into Cortex-M3 assembly.
 *
 * <p>The plan ({@code sha1_cortexm3.plan}, in the words of {@link Step}) fixes what a search has to find: which instruction comes
 * when, which sums are spilled. The generator does what follows from it: it assigns registers and
 * stack slots, keeps the books of pending rotations, picks the 16-bit encoding where there is one,
 * and refuses a plan that does not compute SHA-1's message schedule and eighty rounds. The head
 * comment of its output explains the method.
 *
 * <p>Usage: {@code Sha1Generator PLAN HEAD > sha1_cortexm3.S}, HEAD being the comment.
 */
final class Sha1Generator {

    private static final int POOL = 8; // r0-r7 hold schedule words, temporaries, pointers
    private static final int[] DISTANCES = {16, 14, 8, 3};
    private static final String POINTER = Step.POINTER;

    private static final Pattern SUM = Pattern.compile("W(\\d+)(?:\\(([0-9+]+)\\))?");

    private final List<Step> steps = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Integer> registers = new HashMap<>();
    private final Map<String, Integer> ranks = new HashMap<>(); // see the head comment
    private final Map<String, Integer> slots = new HashMap<>();
    private final TreeSet<Integer> freeRegisters = new TreeSet<>();
    private final TreeSet<Integer> freeSlots = new TreeSet<>();
    private final Map<Integer, Set<String>> addends = new HashMap<>();
    private final int pointerRegister; // at the head of the loop
    private int slotCount;
    private int now;
    private int nextRound;

    public static void main(String[] args) throws IOException {
        String plan = Files.readString(Path.of(args[0]));
        String head = Files.readString(Path.of(args[1]));
        for (int pointer = 0; pointer < POOL; pointer++) {
            Sha1Generator generator = new Sha1Generator(pointer);
            generator.read(plan);
            if (generator.translate() == pointer) {
                System.out.print(Assembly.of(head, generator.lines, generator.slotCount, pointer));
                return;
            }
        }
        throw new IllegalStateException("the pointer does not come back to its register");
    }

    private Sha1Generator(int pointerRegister) {
        this.pointerRegister = pointerRegister;
    }

    // ---- The plan

    private void read(String plan) {
        for (String line : plan.split("\n")) {
            for (String text : line.replaceFirst("#.*", "").trim().split("\\s+")) {
                if (!text.isEmpty()) {
                    steps.add(Step.parse(text));
                }
            }
        }
    }

    /** Whether the value is not used again before it is loaded or made anew. */
    private boolean diesHere(String value) {
        for (Step later : steps.subList(now + 1, steps.size())) {
            if (later.uses().contains(value)) {
                return false;
            }
            if (value.equals(later.target())) {
                return true;
            }
        }
        return !value.equals(POINTER); // which the next turn of the loop uses
    }

    private boolean loadedAgain(String value) {
        return steps.subList(now + 1, steps.size()).stream()
                .anyMatch(s -> s.verb().equals("load") && s.target().equals(value));
    }

    // ---- Registers and slots

    private int register(String value) {
        Integer register = registers.get(value);
        if (register == null) {
            throw new IllegalStateException(
                    value + " is in no register at " + steps.get(now).text());
        }
        return register;
    }

    private String r(String value) {
        return "r" + register(value);
    }

    /** Gives the step's target a register, after those of values that die here were freed. */
    private String define(String value, int wanted) {
        if (freeRegisters.isEmpty()) {
            throw new IllegalStateException("no register for " + value);
        }
        int register = freeRegisters.contains(wanted) ? wanted : freeRegisters.first();
        freeRegisters.remove(register);
        registers.put(value, register);
        return "r" + register;
    }

    private void freeDead(Step step) {
        for (String value : step.uses()) {
            if (registers.containsKey(value) && diesHere(value)) {
                freeRegisters.add(registers.remove(value));
            }
        }
    }

    private static String slot(int index) {
        return "[sp, #" + 4 * index + "]";
    }

    // ---- The rounds

    /** The register of a, b, c, d or e (0-4) in a round: instead of moving values, names move. */
    private static String state(int round, int name) {
        return "r" + (8 + Math.floorMod(name - round, 5));
    }

    /** The rotation to the right still due to a register of the state: b becomes c by ROR #2. */
    private static int due(int round, int name) {
        return name >= 2 && round >= name - 1 ? 2 : 0;
    }

    private static String rotated(String register, int right) {
        return right % 32 == 0 ? register : register + ", ror #" + Math.floorMod(right, 32);
    }

    /** Adds to e. The first addend of a round also settles e's pending rotation. */
    private void accumulate(int t, String what, String register, int right) {
        Set<String> done = addends.computeIfAbsent(t, x -> new TreeSet<>());
        String e = state(t, 4);
        announce(t);
        if (!done.add(what)) {
            throw new IllegalStateException("round " + t + " adds twice: " + what);
        }
        String note = "round " + t + ": e += " + what;
        if (done.size() == 1 && due(t, 4) != 0) {
            if (right % 32 != 0) {
                throw new IllegalStateException("round " + t + " starts with a rotated addend");
            }
            emit("add.w", e + ", " + register + ", " + rotated(e, due(t, 4)), note);
        } else if (right % 32 == 0) {
            emit("add.n", e + ", " + register, note);
        } else {
            emit("add.w", e + ", " + e + ", " + rotated(register, right), note);
        }
    }

    private void emit(String instruction, String operands, String note) {
        lines.add(String.format("    %-8s%-26s@ %s%n", instruction, operands, note));
    }

    private void announce(int t) {
        for (; nextRound <= t; nextRound++) {
            int n = nextRound;
            lines.add(String.format(
                    "%n    /* Round %d: a %s, b %s, c %s, d %s, e %s */%n",
                    n, state(n, 0), state(n, 1), state(n, 2), state(n, 3), state(n, 4)));
        }
    }

    // ---- The message schedule

    /** The terms of a sum: the bits of DISTANCES that a partial sum has; none for a whole word. */
    private static int terms(String sum) {
        Matcher m = SUM.matcher(sum);
        if (!m.matches()) {
            throw new IllegalArgumentException("no sum: " + sum);
        }
        int terms = 0;
        for (String d : m.group(2) == null ? new String[0] : m.group(2).split("\\+")) {
            for (int i = 0; i < 4; i++) {
                terms |= DISTANCES[i] == Integer.parseInt(d) ? 1 << i : 0;
            }
        }
        return terms;
    }

    private static int word(String sum) {
        Matcher m = SUM.matcher(sum);
        return m.matches() ? Integer.parseInt(m.group(1)) : -1;
    }

    /** What the operand contributes to word t. */
    private static int contribution(String operand, int t) {
        if (word(operand) == t) {
            return terms(operand);
        }
        for (int i = 0; i < 4; i++) {
            if (terms(operand) == 0 && t - word(operand) == DISTANCES[i]) {
                return 1 << i;
            }
        }
        throw new IllegalStateException(operand + " is no term of W" + t);
    }

    private void xor(Step step) {
        String first = step.uses().get(0);
        String second = step.uses().get(1);
        int t = word(step.target());
        int have = contribution(first, t);
        int more = contribution(second, t);
        int want = terms(step.target()) == 0 ? 15 : terms(step.target());
        if ((have & more) != 0 || (have | more) != want) {
            throw new IllegalStateException("wrong sum: " + step.text());
        }
        int rank = ranks.get(first);
        int turn = rank - ranks.get(second);
        String r1 = r(first);
        String r2 = r(second);
        boolean firstDies = diesHere(first);
        int wanted = firstDies ? register(first) : register(second);
        freeDead(step);
        String target = define(step.target(), wanted);
        ranks.put(step.target(), rank + (want == 15 ? 1 : 0));
        String note = step.text().substring(4).replace("=", " = ").replace("^", " ^ ");
        if (turn == 0 && (target.equals(r1) || target.equals(r2))) {
            emit("eors.n", target + ", " + (target.equals(r1) ? r2 : r1), note);
        } else {
            emit("eor.w", target + ", " + r1 + ", " + rotated(r2, turn), note);
        }
    }

    // ---- One step

    /** Returns the register that the message pointer is in at the end of the loop. */
    private int translate() {
        for (int i = 0; i < POOL; i++) {
            freeRegisters.add(i);
        }
        define(POINTER, pointerRegister);
        for (now = 0; now < steps.size(); now++) {
            Step step = steps.get(now);
            translate(step);
            if (step.target() != null
                    && diesHere(step.target())
                    && !step.target().equals(POINTER)) {
                throw new IllegalStateException("for nothing: " + step.text());
            }
        }
        for (int t = 0; t < 80; t++) {
            if (!addends.get(t).equals(Set.of("K", "F", "W" + t, "a <<< 5"))) {
                throw new IllegalStateException("round " + t + " adds " + addends.get(t));
            }
        }
        return registers.get(POINTER);
    }

    private void translate(Step step) {
        int t = step.number();
        switch (step.verb()) {
            case "message" -> message(t);
            case "load" -> load(step.target());
            case "store" -> store(step.uses().get(0));
            case "reverse", "b", "d" -> inPlace(step);
            case "xor" -> xor(step);
            case "c", "m" -> combine(step);
            case "k" -> accumulate(t, "K", "lr", 0);
            case "a" -> accumulate(t, "a <<< 5", state(t, 0), 27);
            case "w" -> accumulate(t, "W" + t, r("W" + t), -ranks.get("W" + t));
            case "f" -> accumulate(t, "F", r("F" + t), 0);
            case "n" ->
                emit(
                        "add.w",
                        state(t, 4) + ", " + state(t, 4) + ", " + rotated(r("A" + t), 2),
                        "round " + t + ": e += c & d");
            case "constant" -> emit("ldr.w", "lr, " + place("K_" + t), "K of rounds " + 20 * t + " on");
            case "chain" -> emit("ldr.n", define("H" + t, -1) + ", " + place("H_" + t), "H" + t);
            case "sum" -> sum(t);
            case "keep" -> emit("str.w", state(0, t) + ", " + place("H_" + t), "H" + t);
            case "pointer" ->
                emit("ldr.n", define(POINTER, pointerRegister) + ", " + place("POINTER"), "the message, less 4");
            case "end" -> emit("ldr.n", define("end", -1) + ", " + place("END"), "its end, less 4");
            case "advance" -> emit("str.n", r(POINTER) + ", " + place("POINTER"), "the next block, less 4");
            case "compare" -> emit("cmp.n", r(POINTER) + ", " + r("end"), "was this the last block?");
            case "again" -> again();
            default -> throw new IllegalStateException(step.text());
        }
        freeDead(step);
    }

    private static String place(String name) {
        return "[sp, #" + name + "]";
    }

    private void message(int t) {
        String pointer = r(POINTER);
        String target = define("M" + t, -1);
        String address = "[" + pointer + ", #" + (4 * t + 4) + "]";
        if (t == 15) { // last of all, and moves the pointer on
            emit("ldr.w", target + ", " + address + "!", "message word 15; pointer += 64");
        } else {
            emit("ldr.n", target + ", " + address, "message word " + t);
        }
    }

    private void load(String value) {
        Integer slot = slots.get(value);
        if (slot == null) {
            throw new IllegalStateException(value + " was not stored");
        }
        emit("ldr.n", define(value, -1) + ", " + slot(slot), value);
        if (!loadedAgain(value)) {
            freeSlots.add(slots.remove(value));
        }
    }

    private void store(String value) {
        int slot = freeSlots.isEmpty() ? slotCount++ : freeSlots.pollFirst();
        if (slots.put(value, slot) != null) {
            throw new IllegalStateException(value + " is stored twice");
        }
        emit("str.n", r(value) + ", " + slot(slot), value);
    }

    /** A step whose only operand dies, so that its result takes the operand's register. */
    private void inPlace(Step step) {
        int t = step.number();
        int register = register(step.uses().get(0));
        freeDead(step);
        String target = define(step.target(), register);
        String note = "round " + t + ": ";
        switch (step.verb()) {
            case "reverse" -> {
                ranks.put(step.target(), 0);
                emit("rev.n", target + ", " + target, "W" + t);
            }
            case "b" -> {
                boolean parity = t >= 20 && t < 40 || t >= 60;
                int due = Math.min(due(t, 2), due(t, 3));
                emit(
                        parity ? "eor.w" : "and.w",
                        target + ", " + state(t, 1) + ", " + rotated(target, due),
                        note + (parity ? "F = b ^ (c ^ d)" : t < 20 ? "b & (c ^ d)" : "F = b & (c ^ d)"));
            }
            default ->
                emit(
                        "eor.w",
                        target + ", " + target + ", " + rotated(state(t, 3), due(t, 3)),
                        note + "F = (b & (c ^ d)) ^ d");
        }
    }

    /** c ^ d or c & d, left with the rotation that both operands are due. */
    private void combine(Step step) {
        int t = step.number();
        int turn = due(t, 2) - due(t, 3);
        boolean and = step.verb().equals("m");
        emit(
                and ? "and.w" : "eor.w",
                define(step.target(), -1) + ", " + state(t, 3) + ", " + rotated(state(t, 2), turn),
                "round " + t + (and ? ": c & d" : ": c ^ d"));
    }

    private void sum(int i) {
        String register = state(0, i);
        int due = due(80, i);
        if (due == 0) {
            emit("add.n", register + ", " + r("H" + i), "H" + i);
        } else {
            emit("add.w", register + ", " + r("H" + i) + ", " + rotated(register, due), "H" + i);
        }
    }

    private void again() {
        if (registers.size() != 1) {
            throw new IllegalStateException("the loop ends with " + registers);
        }
        emit("bne.w", ".Lblock", "on to the next block");
    }
}
