import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What each call of the named functions costs, callees included, in a trace of QEMU's ({@code
 * -singlestep -d exec,nochain}): a tree, for such calls may lie within such calls.
 *
 * <p>Usage: {@code java -cp CLASSES Profile ELF TRACE FUNCTION...} prints a line a call, indented by
 * the calls around it. Any image and any functions will do.
 */
final class Profile {

    /** Instructions, cycles in both memories, runs of unaligned instructions. */
    record Cost(long instructions, long cycles, long flashCycles, long unaligned) {

        static final Cost NONE = new Cost(0, 0, 0, 0);

        Cost plus(Cost o) {
            return new Cost(
                    instructions + o.instructions,
                    cycles + o.cycles,
                    flashCycles + o.flashCycles,
                    unaligned + o.unaligned);
        }

        Cost minus(Cost o) {
            return new Cost(
                    instructions - o.instructions,
                    cycles - o.cycles,
                    flashCycles - o.flashCycles,
                    unaligned - o.unaligned);
        }
    }

    /** A call of a named function, what it cost, and the calls of named functions within it. */
    record Call(String function, Cost cost, List<Call> calls) {}

    /** A call under way, that many calls deep; a tail call is as deep as its caller. */
    private record Open(String function, Cost start, int depth, List<Call> calls) {}

    private static final int LINE_CYCLES = 5; // of a 128-bit read of the flash, FWS = 4

    private final Elf elf;
    private final Map<Integer, String> watched = new HashMap<>();
    private final Map<Integer, Instruction> decoded = new HashMap<>();
    private final Deque<Integer> returns = new ArrayDeque<>(); // addresses that calls come back to
    private final Deque<Open> open = new ArrayDeque<>();
    private final List<Call> calls = new ArrayList<>();
    private final Core plain = new Core(new Fetch(0));
    private final Core flash = new Core(new Fetch(LINE_CYCLES));
    private long instructions;

    private Profile(Elf elf, List<String> functions) {
        this.elf = elf;
        for (String name : functions) {
            watched.put(elf.function(name).address(), name);
        }
    }

    /** The calls that lie within no other, in order. */
    static List<Call> of(Elf elf, Path trace, List<String> functions) throws IOException {
        Profile profile = new Profile(elf, functions);
        try (BufferedReader reader = Files.newBufferedReader(trace)) {
            profile.read(reader);
        }
        return profile.calls;
    }

    private void read(BufferedReader reader) throws IOException {
        int address = -1;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith("Trace ")) {
                int next = address(line);
                if (address != -1) {
                    execute(address, next);
                }
                address = next;
            }
        }
    }

    /** The second field in the brackets: [flags/pc/...]. */
    private static int address(String line) {
        int slash = line.indexOf('/');
        return Integer.parseUnsignedInt(line.substring(slash + 1, line.indexOf('/', slash + 1)), 16);
    }

    private void execute(int address, int next) {
        Instruction i = decode(address);
        plain.execute(address, i, next);
        flash.execute(address, i, next);
        instructions++;
        if (next == address + i.size()) {
            return;
        }
        if (i.links()) {
            returns.push(address + i.size());
        } else if (!returns.isEmpty() && returns.peek() == next) {
            end(returns.size());
            returns.pop();
        }
        if (watched.containsKey(next)) {
            open.push(new Open(watched.get(next), now(), returns.size(), new ArrayList<>()));
        }
    }

    private void end(int depth) {
        while (!open.isEmpty() && open.peek().depth == depth) {
            Open ended = open.pop();
            List<Call> siblings = open.isEmpty() ? calls : open.peek().calls;
            siblings.add(new Call(ended.function, now().minus(ended.start), ended.calls));
        }
    }

    private Cost now() {
        return new Cost(instructions, plain.time(), flash.time(), plain.unalignedRuns());
    }

    private Instruction decode(int address) {
        return decoded.computeIfAbsent(address, a -> {
            int first = elf.halfword(a);
            return Instruction.decode(first, first >>> 11 < 0x1D ? 0 : elf.halfword(a + 2));
        });
    }

    public static void main(String[] args) throws IOException {
        List<String> functions = List.of(args).subList(2, args.length);
        System.out.println("function instructions cycles flash_cycles unaligned_runs");
        print(of(new Elf(Path.of(args[0])), Path.of(args[1]), functions), "");
    }

    private static void print(List<Call> calls, String indent) {
        for (Call call : calls) {
            Cost c = call.cost;
            System.out.printf(
                    "%s%s %d %d %d %d%n",
                    indent, call.function, c.instructions, c.cycles, c.flashCycles, c.unaligned);
            print(call.calls, indent + "  ");
        }
    }
}
