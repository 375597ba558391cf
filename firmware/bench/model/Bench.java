import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The figures of the SHA-1 core, from the traces that the Makefile has made.
 *
 * <p>Usage: {@code Bench report FOLDER} prints them and writes bench.json; {@code Bench check FOLDER
 * LIMITS} fails as well if one exceeds its limit; {@code Bench write FOLDER DOCUMENT} puts the table
 * between the document's markers.
 */
final class Bench {

    private static final double HERTZ = 84e6; // the Due's clock
    private static final Map<String, String> VARIANTS = new LinkedHashMap<>();

    static {
        VARIANTS.put("asm", "sha1_cortexm3.S");
        VARIANTS.put("c-O3", "sha1.c, -O3");
        VARIANTS.put("c-O2", "sha1.c, -O2");
        VARIANTS.put("c-Os", "sha1.c, -Os");
    }

    private static final String HEAD = """
        | SHA-1 | instructions | cycles | cycles, flash | unaligned runs | HMAC of 1 KiB: cycles | flash | a second at 84 MHz | code bytes | stack bytes |
        |---|---|---|---|---|---|---|---|---|---|
        """;

    /** One more block of aligned data; a call for one block; an HMAC of 1 KiB from midstates. */
    private record Result(
            String variant, Profile.Cost block, Profile.Cost call, Profile.Cost hmac, int codeBytes, int stackBytes) {

        Map<String, Long> figures() {
            Map<String, Long> figures = new LinkedHashMap<>();
            put(figures, "block", block);
            put(figures, "call", call);
            put(figures, "hmac", hmac);
            figures.put("hmac.per_second", (long) (HERTZ / hmac.flashCycles()));
            figures.put("code.bytes", (long) codeBytes);
            figures.put("stack.bytes", (long) stackBytes);
            return figures;
        }

        private static void put(Map<String, Long> figures, String what, Profile.Cost cost) {
            figures.put(what + ".instructions", cost.instructions());
            figures.put(what + ".cycles", cost.cycles());
            figures.put(what + ".flash_cycles", cost.flashCycles());
            figures.put(what + ".unaligned_runs", cost.unaligned());
        }

        String row() {
            return String.format(
                    "| %s | %d | %d | %d | %d | %d | %d | %d | %d | %d |%n",
                    VARIANTS.get(variant),
                    block.instructions(),
                    block.cycles(),
                    block.flashCycles(),
                    block.unaligned(),
                    hmac.cycles(),
                    hmac.flashCycles(),
                    (long) (HERTZ / hmac.flashCycles()),
                    codeBytes,
                    stackBytes);
        }
    }

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[1]);
        List<Result> results = new ArrayList<>();
        StringBuilder table = new StringBuilder(HEAD);
        for (String variant : VARIANTS.keySet()) {
            Result result = measure(folder, variant);
            results.add(result);
            table.append(result.row());
        }
        Files.writeString(folder.resolve("bench.json"), json(results));
        System.out.print("Modelled, not measured on a board (BENCHMARKS.md):\n\n" + table);
        if (args[0].equals("check") && !withinLimits(results, Path.of(args[2]))) {
            System.exit(1);
        }
        if (args[0].equals("write")) {
            write(table.toString(), Path.of(args[2]));
        }
    }

    /** The calls that bench.c makes: one, two and three blocks, and later the HMAC. */
    private static Result measure(Path folder, String variant) throws IOException {
        Elf elf = new Elf(folder.resolve(variant + ".elf"));
        List<Profile.Cost> calls =
                Profile.of(elf, folder.resolve(variant + ".trace"), List.of("sha1_blocks", "bench_hmac"));
        Profile.Cost hmac = calls.stream()
                .filter(c -> c.function().equals("bench_hmac"))
                .findFirst()
                .orElseThrow();
        int code = new Elf(folder.resolve("sha1-" + variant + ".o")).codeSize();
        int stack = Integer.parseInt(
                Files.readString(folder.resolve(variant + ".stack")).trim());
        return new Result(variant, calls.get(2).minus(calls.get(1)), calls.get(0), hmac, code, stack);
    }

    private static String json(List<Result> results) {
        StringBuilder json = new StringBuilder("{\n  \"model\": \"Cortex-M3; flash: SAM3X, FWS 4\"");
        for (Result result : results) {
            json.append(",\n  \"").append(result.variant).append("\": {");
            String separator = "\n";
            for (Map.Entry<String, Long> figure : result.figures().entrySet()) {
                json.append(separator).append("    \"").append(figure.getKey()).append("\": ");
                json.append(figure.getValue());
                separator = ",\n";
            }
            json.append("\n  }");
        }
        return json.append("\n}\n").toString();
    }

    private static boolean withinLimits(List<Result> results, Path file) throws IOException {
        Properties limits = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            limits.load(in);
        }
        Map<String, Long> figures = new LinkedHashMap<>();
        for (Result result : results) {
            result.figures().forEach((name, figure) -> figures.put(result.variant + "." + name, figure));
        }
        boolean within = true;
        for (String name : limits.stringPropertyNames()) {
            long limit = Long.parseLong(limits.getProperty(name).trim());
            Long figure = figures.get(name);
            if (figure == null || figure > limit) {
                System.err.println(name + " is " + figure + ", above its limit " + limit);
                within = false;
            }
        }
        System.out.println(within ? "\nAll limits are kept." : "\nNot all limits are kept.");
        return within;
    }

    private static void write(String table, Path document) throws IOException {
        String text = Files.readString(document);
        String begin = "<!-- make benchmarks -->\n";
        String end = "<!-- end -->\n";
        int from = text.indexOf(begin) + begin.length();
        Files.writeString(document, text.substring(0, from) + table + text.substring(text.indexOf(end)));
    }
}
