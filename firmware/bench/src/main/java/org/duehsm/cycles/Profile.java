package org.duehsm.cycles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What each call of the named functions costs, callees included, in a traced program: a tree, for
 * such calls may lie within such calls.
 *
 * <p>Usage: {@code java -cp target/classes org.duehsm.cycles.Profile ELF TRACE FUNCTION...} prints a
 * line a call, indented by the calls around it. Any image and any functions will do.
 */
public final class Profile {

    /** A call under way, that many calls deep; a tail call is as deep as its caller. */
    private record Open(String function, Cost start, int depth, List<Call> calls) {}

    private final Elf elf;
    private final Map<Integer, String> watched = new HashMap<>();
    private final Map<Integer, Instruction> decoded = new HashMap<>();
    private final Deque<Integer> returns = new ArrayDeque<>(); // addresses that calls come back to
    private final Deque<Open> open = new ArrayDeque<>();
    private final List<Call> calls = new ArrayList<>();
    private final Core plain = new Core(new Fetch(0));
    private final Core flash = new Core(new Fetch(Sam3x.FLASH_READ_CYCLES));
    private long instructions;

    private Profile(Elf elf, Collection<String> functions) {
        this.elf = elf;
        for (String name : functions) {
            watched.put(elf.function(name), name);
        }
    }

    /**
     * The calls that lie within no other, in order.
     *
     * @param functions names; none may have been inlined
     * @throws IllegalArgumentException if the image lacks one of the functions, if the trace is
     *     none of this image, or if no timing is known for an instruction in it
     */
    public static List<Call> of(Elf elf, Path trace, Collection<String> functions) throws IOException {
        try (Stream<String> lines = Files.lines(trace)) {
            return of(elf, Trace.addresses(lines), functions);
        }
    }

    static List<Call> of(Elf elf, IntStream addresses, Collection<String> functions) {
        Profile profile = new Profile(elf, functions);
        PrimitiveIterator.OfInt iterator = addresses.iterator();
        int address = iterator.hasNext() ? iterator.nextInt() : 0;
        while (iterator.hasNext()) {
            int next = iterator.nextInt();
            profile.execute(address, next);
            address = next;
        }
        return profile.calls;
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
            return Instruction.decode(first, Instruction.isWide(first) ? elf.halfword(a + 2) : 0);
        });
    }

    public static void main(String[] args) throws IOException {
        if (args.length < 3) {
            System.err.println("usage: Profile ELF TRACE FUNCTION...");
            System.exit(2);
        }
        List<String> functions = List.of(args).subList(2, args.length);
        System.out.println("function instructions cycles flash_cycles unaligned_runs");
        print(of(new Elf(Path.of(args[0])), Path.of(args[1]), functions), "");
    }

    private static void print(List<Call> calls, String indent) {
        for (Call call : calls) {
            Cost c = call.cost();
            System.out.printf(
                    "%s%s %d %d %d %d%n",
                    indent, call.function(), c.instructions(), c.cycles(), c.flashCycles(), c.unalignedRuns());
            print(call.calls(), indent + "  ");
        }
    }
}
