import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One step of the plan, which becomes one instruction.
 *
 * <p>Values are W20, a word of the message schedule; W20(16+14), the partial sum of its terms
 * W[20-16] and W[20-14]; M3, a message word with its bytes still reversed; H0 to H4, the chaining
 * value; A, B, C and F with a round's number, the temporaries of its Boolean function. The verbs:
 *
 * <pre>
 *   message:t reverse:t    loads message word t; reverses its bytes, which makes it W[t]
 *   xor:X=Y^Z              adds up terms of a schedule word; Y is the operand that is not rotated
 *   store:X load:X         spills to the stack frame, and takes back
 *   ct bt dt               round t: C = c ^ d; F = b ^ C, or B = b &amp; C and then F = B ^ d
 *   mt nt                  rounds 40 to 59: A = c &amp; d; e += A
 *   kt at wt ft            round t: e += K; e += a &lt;&lt;&lt; 5; e += W[t]; e += F
 *   constant:i             loads the K of rounds 20 i to 20 i + 19
 *   chain:i sum:i keep:i   loads H[i]; adds it to the state; stores the new one
 *   pointer advance end    loads the message pointer; stores it; loads the pointer's last value
 *   compare again          compares the two; loops
 * </pre>
 *
 * @param text as the plan has it
 * @param verb what to do
 * @param number the round, or the index of a word
 * @param target the value made, or null
 * @param uses the values needed in registers
 */
record Step(String text, String verb, int number, String target, List<String> uses) {

    static final String POINTER = "pointer";

    private static final Pattern XOR = Pattern.compile("xor:(W\\S+)=(W\\S+)\\^(W\\S+)");
    private static final Pattern MEMORY = Pattern.compile("(load|store):(W\\S+)");
    private static final Pattern NUMBERED = Pattern.compile("([a-z]+):?(\\d+)");

    static Step parse(String text) {
        Matcher xor = XOR.matcher(text);
        if (xor.matches()) {
            return new Step(text, "xor", 0, xor.group(1), List.of(xor.group(2), xor.group(3)));
        }
        Matcher memory = MEMORY.matcher(text);
        if (memory.matches()) {
            String value = memory.group(2);
            return memory.group(1).equals("load")
                    ? new Step(text, "load", 0, value, List.of())
                    : new Step(text, "store", 0, null, List.of(value));
        }
        Matcher numbered = NUMBERED.matcher(text);
        String verb = numbered.matches() ? numbered.group(1) : text;
        int n = numbered.matches() ? Integer.parseInt(numbered.group(2)) : 0;
        return switch (verb) {
            case "message" -> new Step(text, verb, n, "M" + n, List.of(POINTER));
            case "reverse" -> new Step(text, verb, n, "W" + n, List.of("M" + n));
            case "c" -> new Step(text, verb, n, "C" + n, List.of());
            case "b" -> new Step(text, verb, n, n < 20 ? "B" + n : "F" + n, List.of("C" + n));
            case "d" -> new Step(text, verb, n, "F" + n, List.of("B" + n));
            case "m" -> new Step(text, verb, n, "A" + n, List.of());
            case "n" -> new Step(text, verb, n, null, List.of("A" + n));
            case "f" -> new Step(text, verb, n, null, List.of("F" + n));
            case "w" -> new Step(text, verb, n, null, List.of("W" + n));
            case "k", "a", "constant", "keep" -> new Step(text, verb, n, null, List.of());
            case "chain" -> new Step(text, verb, n, "H" + n, List.of());
            case "sum" -> new Step(text, verb, n, null, List.of("H" + n));
            case "pointer", "end" -> new Step(text, verb, n, verb, List.of());
            case "advance" -> new Step(text, verb, n, null, List.of(POINTER));
            case "compare" -> new Step(text, verb, n, null, List.of(POINTER, "end"));
            case "again" -> new Step(text, verb, n, null, List.of());
            default -> throw new IllegalArgumentException("not a step: " + text);
        };
    }
}
