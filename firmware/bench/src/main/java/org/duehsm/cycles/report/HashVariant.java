package org.duehsm.cycles.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duehsm.cycles.Call;
import org.duehsm.cycles.Cost;
import org.duehsm.cycles.Elf;
import org.duehsm.cycles.Profile;
import org.duehsm.cycles.Sam3x;

/**
 * A build of a hash, timed on the calls that bench.c makes.
 *
 * @param block one more block of aligned data in a call that hashes several
 * @param call a call for one block
 * @param hmac an HMAC of 1 KiB from midstates
 */
record HashVariant(Hash hash, String build, Cost block, Cost call, Cost hmac, int codeBytes, int stackBytes) {

    private static final String HEAD = """
            | %s | instructions | cycles | cycles, flash | unaligned runs | HMAC of 1 KiB: cycles | flash | a second at 84 MHz | code bytes | stack bytes |
            |---|---|---|---|---|---|---|---|---|---|
            """;

    /** The calls that bench.c makes: the first, then those of one, two and three blocks, and later the HMAC. */
    static HashVariant measure(Path folder, Hash hash, String build) throws IOException {
        String file = hash.prefix + "-" + build;
        Elf elf = new Elf(folder.resolve(file + ".elf"));
        List<Call> calls =
                Profile.of(elf, folder.resolve(file + ".trace"), List.of(hash.prefix + "_blocks", "bench_hmac"));
        Call hmac = calls.stream()
                .filter(c -> c.function().equals("bench_hmac"))
                .findFirst()
                .orElseThrow();
        Cost three = calls.get(3).cost();
        Cost two = calls.get(2).cost();
        int code = new Elf(folder.resolve(file + ".o")).codeSize();
        int stack = Integer.parseInt(
                Files.readString(folder.resolve(file + ".stack")).trim());
        return new HashVariant(hash, build, three.minus(two), calls.get(1).cost(), hmac.cost(), code, stack);
    }

    void figures(Map<String, Number> figures) {
        put(figures, "block", block);
        put(figures, "call", call);
        put(figures, "hmac", hmac);
        figures.put(name("hmac.per_second"), perSecond());
        figures.put(name("code.bytes"), codeBytes);
        figures.put(name("stack.bytes"), stackBytes);
    }

    private void put(Map<String, Number> figures, String what, Cost cost) {
        figures.put(name(what + ".instructions"), cost.instructions());
        figures.put(name(what + ".cycles"), cost.cycles());
        figures.put(name(what + ".flash_cycles"), cost.flashCycles());
        figures.put(name(what + ".unaligned_runs"), cost.unalignedRuns());
    }

    private String name(String what) {
        return hash.prefix + "." + build + "." + what;
    }

    private long perSecond() {
        return (long) (Sam3x.HERTZ / hmac.flashCycles());
    }

    static String table(Hash hash, List<HashVariant> variants) {
        StringBuilder table = new StringBuilder(String.format(HEAD, hash.title));
        for (HashVariant v : variants) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %d | %d | %d | %d | %d | %d | %d |\n",
                    hash.source(v.build),
                    v.block.instructions(),
                    v.block.cycles(),
                    v.block.flashCycles(),
                    v.block.unalignedRuns(),
                    v.hmac.cycles(),
                    v.hmac.flashCycles(),
                    v.perSecond(),
                    v.codeBytes,
                    v.stackBytes));
        }
        return table.toString();
    }
}
