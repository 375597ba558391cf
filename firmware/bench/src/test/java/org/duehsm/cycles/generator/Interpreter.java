package org.duehsm.cycles.generator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Executes the text of a generated function, as far as such functions need it. */
final class Interpreter {

    static final int STACK = 4096; // where it starts, downwards
    static final int RETURN = -1; // the address in lr
    static final int STATIC = 1024; // where static data is
    private static final int CONSTANTS = 512; // where those of the code are

    private static final int SP = 13;
    private static final int LR = 14;
    private static final int PC = 15;
    private static final int MOST = 20_000; // instructions, so that a loop without an end is an error

    private static final Pattern DEFINE = Pattern.compile("#define (\\S+)\\s+(\\d+)");
    private static final Pattern LINE = Pattern.compile("    (\\w+)(?:[.][nw])?(?: +([^@/]*?) *)?(?:[@/].*)?");
    private static final Pattern COMMA = Pattern.compile(", (?![^\\[{]*[]}])");
    private static final Pattern LABEL = Pattern.compile("(\\.?\\w+):");
    private static final Pattern MEMORY = Pattern.compile("\\[(\\w+), #(\\w+)](!?)");

    private record Line(String instruction, List<String> operands) {}

    final int[] registers = new int[16];
    final ByteBuffer memory = ByteBuffer.allocate(STACK).order(ByteOrder.LITTLE_ENDIAN);
    int lowest = STACK; // that the stack pointer got to
    private final Map<String, Integer> macros = new HashMap<>();
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, Integer> labels = new HashMap<>(); // lines, and addresses of data
    private int otherStack; // the stack pointer that is not in use
    private boolean onProcessStack;
    private int next;
    private boolean equal;

    Interpreter(String assembly) {
        boolean code = false;
        int constants = CONSTANTS;
        int data = STATIC;
        for (String text : assembly.split("\n")) {
            Matcher define = DEFINE.matcher(text);
            if (define.matches()) {
                macros.put(define.group(1), Integer.parseInt(define.group(2)));
            }
            code = (code || text.endsWith("_blocks:")) && !text.startsWith("    .size");
            Matcher line = LINE.matcher(text);
            Matcher label = LABEL.matcher(text);
            if (label.matches()) {
                boolean table = label.group(1).equals(".Lconstants");
                labels.put(label.group(1), table ? constants : code ? lines.size() : data);
            } else if (text.startsWith("    .word ")) {
                memory.putInt(constants, Long.decode(text.substring(9).trim()).intValue());
                constants += 4;
            } else if (text.startsWith("    .space ")) {
                data += value("#" + text.substring(10).trim());
            } else if (code && line.matches()) {
                lines.add(new Line(line.group(1), List.of(COMMA.split("" + line.group(2)))));
            }
        }
    }

    /** Calls the function with three arguments. */
    void call(int state, int data, int blocks) {
        registers[0] = state;
        registers[1] = data;
        registers[2] = blocks;
        registers[SP] = STACK;
        registers[LR] = RETURN;
        next = 0;
        for (int i = 0; next != RETURN; i++) {
            if (i == MOST) {
                throw new IllegalStateException("it does not end");
            }
            execute(lines.get(next++));
            lowest = Math.min(lowest, onProcessStack ? otherStack : registers[SP]);
        }
    }

    private void execute(Line line) {
        List<String> o = line.operands;
        String first = o.get(0);
        switch (line.instruction) {
            case "cmp" -> equal = register(first) == value(o.get(1));
            case "it" -> {}
            case "bxeq" -> next = equal ? RETURN : next;
            case "bne" -> next = equal ? next : labels.get(first);
            case "beq" -> next = equal ? labels.get(first) : next;
            case "b" -> next = labels.get(first);
            case "adr" -> set(first, labels.get(o.get(1)));
            case "isb" -> {}
            case "msr" -> special(first, register(o.get(1)));
            case "mov", "movs", "movw" -> set(first, value(o.get(1)));
            case "movt" -> set(first, register(first) & 0xFFFF | value(o.get(1)) << 16);
            case "add", "adds" -> set(first, left(o) + right(o));
            case "sub", "subs" -> {
                set(first, left(o) - right(o));
                equal = register(first) == 0;
            }
            case "and", "ands" -> set(first, left(o) & right(o));
            case "bic" -> set(first, left(o) & ~right(o));
            case "lsrs" -> set(first, left(o) >>> right(o));
            case "eor", "eors" -> set(first, left(o) ^ right(o));
            case "rev" -> set(first, Integer.reverseBytes(register(o.get(1))));
            case "ldr" -> {
                int word = memory.getInt(address(o.get(1)));
                set(first, word);
            }
            case "str" -> memory.putInt(address(o.get(1)), register(first));
            case "ldm", "stm" -> several(line.instruction, number(first.replace("!", "")), list(o.get(1)), first);
            case "push" -> {
                registers[SP] -= 4 * list(first).size();
                several("stm", SP, list(first), "");
            }
            case "pop" -> {
                several("ldm", SP, list(first), "!");
                next = registers[PC];
            }
            default -> throw new IllegalArgumentException("not known: " + line);
        }
    }

    /** Writes the process stack pointer, or says which of the two is to be used. */
    private void special(String name, int value) {
        boolean process = name.equals("control") && (value & 2) != 0;
        if (name.equals("psp")) {
            otherStack = value;
        } else if (process != onProcessStack) {
            int stack = registers[SP];
            registers[SP] = otherStack;
            otherStack = stack;
            onProcessStack = process;
        }
    }

    private void several(String instruction, int base, List<Integer> list, String writeback) {
        int address = registers[base];
        for (int register : list) {
            if (instruction.equals("ldm")) {
                registers[register] = memory.getInt(address);
            } else {
                memory.putInt(address, registers[register]);
            }
            address += 4;
        }
        if (writeback.endsWith("!")) {
            registers[base] = address;
        }
    }

    private int left(List<String> operands) {
        boolean two = operands.size() == 2 || operands.size() == 3 && isShift(operands.get(2));
        return register(operands.get(two ? 0 : 1));
    }

    private static boolean isShift(String operand) {
        return operand.contains(" ");
    }

    /** The last operand, perhaps shifted. */
    private int right(List<String> operands) {
        String last = operands.get(operands.size() - 1);
        if (!isShift(last)) {
            return value(last);
        }
        String[] shift = last.split(" #");
        int bits = Integer.parseInt(shift[1]);
        int operand = register(operands.get(operands.size() - 2));
        return shift[0].equals("ror") ? Integer.rotateRight(operand, bits) : operand << bits;
    }

    private int value(String operand) {
        if (!operand.startsWith("#")) {
            return register(operand);
        }
        String number = operand.substring(1);
        if (number.contains(":")) {
            int address = labels.get(number.replaceFirst(":.*:", ""));
            return number.startsWith(":lower16:") ? address & 0xFFFF : address >>> 16;
        }
        return macros.containsKey(number) ? macros.get(number) : Integer.decode(number);
    }

    private int address(String operand) {
        Matcher m = MEMORY.matcher(operand);
        if (!m.matches()) {
            throw new IllegalArgumentException("no address: " + operand);
        }
        int address = register(m.group(1)) + value("#" + m.group(2));
        if (!m.group(3).isEmpty()) {
            set(m.group(1), address);
        }
        return address;
    }

    private int register(String name) {
        return registers[number(name)];
    }

    private void set(String name, int value) {
        registers[number(name)] = value;
    }

    private static int number(String name) {
        return switch (name) {
            case "sp" -> SP;
            case "lr" -> LR;
            case "pc" -> PC;
            default -> Integer.parseInt(name.substring(1));
        };
    }

    /** A list as {r0, r4-r11, lr}. */
    private static List<Integer> list(String text) {
        List<Integer> list = new ArrayList<>();
        for (String part : text.substring(1, text.length() - 1).split(", ")) {
            String[] ends = part.split("-");
            for (int i = number(ends[0]); i <= number(ends[ends.length - 1]); i++) {
                list.add(i);
            }
        }
        return list;
    }
}
