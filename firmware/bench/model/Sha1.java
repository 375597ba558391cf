import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One of the SHA-1 variants, timed on the calls that bench.c makes.
 *
 * @param block one more block of aligned data in a call that hashes several
 * @param call a call for one block
 * @param hmac an HMAC of 1 KiB from midstates
 */
record Sha1(
        String variant, Profile.Cost block, Profile.Cost call, Profile.Cost hmac, int codeBytes, int stackBytes) {

    /** What each variant is called in the table; the Makefile knows them by the same keys. */
    static final Map<String, String> VARIANTS = new LinkedHashMap<>();

    static {
        VARIANTS.put("asm", "sha1_cortexm3.S");
        VARIANTS.put("c-O3", "sha1_portable.c, -O3");
        VARIANTS.put("c-O2", "sha1_portable.c, -O2");
        VARIANTS.put("c-Os", "sha1_portable.c, -Os");
    }

    private static final String HEAD =
            """
            | SHA-1 | instructions | cycles | cycles, flash | unaligned runs | HMAC of 1 KiB: cycles | flash | a second at 84 MHz | code bytes | stack bytes |
            |---|---|---|---|---|---|---|---|---|---|
            """;

    /** The calls that bench.c makes: one, two and three blocks, and later the HMAC. */
    static Sha1 measure(Path folder, String variant) throws IOException {
        Elf elf = new Elf(folder.resolve(variant + ".elf"));
        List<Profile.Call> calls =
                Profile.of(elf, folder.resolve(variant + ".trace"), List.of("sha1_blocks", "bench_hmac"));
        Profile.Cost hmac = calls.stream()
                .filter(c -> c.function().equals("bench_hmac"))
                .findFirst()
                .orElseThrow()
                .cost();
        Profile.Cost three = calls.get(2).cost();
        Profile.Cost two = calls.get(1).cost();
        int code = new Elf(folder.resolve("sha1-" + variant + ".o")).codeSize();
        int stack = Integer.parseInt(
                Files.readString(folder.resolve(variant + ".stack")).trim());
        return new Sha1(variant, three.minus(two), calls.get(0).cost(), hmac, code, stack);
    }

    void figures(Map<String, Number> figures) {
        put(figures, "block", block);
        put(figures, "call", call);
        put(figures, "hmac", hmac);
        figures.put(variant + ".hmac.per_second", perSecond());
        figures.put(variant + ".code.bytes", codeBytes);
        figures.put(variant + ".stack.bytes", stackBytes);
    }

    private void put(Map<String, Number> figures, String what, Profile.Cost cost) {
        String prefix = variant + "." + what;
        figures.put(prefix + ".instructions", cost.instructions());
        figures.put(prefix + ".cycles", cost.cycles());
        figures.put(prefix + ".flash_cycles", cost.flashCycles());
        figures.put(prefix + ".unaligned_runs", cost.unaligned());
    }

    private long perSecond() {
        return (long) (Bench.HERTZ / hmac.flashCycles());
    }

    static String table(List<Sha1> variants) {
        StringBuilder table = new StringBuilder(HEAD);
        for (Sha1 v : variants) {
            table.append(String.format(
                    "| %s | %d | %d | %d | %d | %d | %d | %d | %d | %d |%n",
                    VARIANTS.get(v.variant),
                    v.block.instructions(),
                    v.block.cycles(),
                    v.block.flashCycles(),
                    v.block.unaligned(),
                    v.hmac.cycles(),
                    v.hmac.flashCycles(),
                    v.perSecond(),
                    v.codeBytes,
                    v.stackBytes));
        }
        return table.toString();
    }
}
