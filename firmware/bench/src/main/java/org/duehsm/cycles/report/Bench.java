package org.duehsm.cycles.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The figures of the path of a request and of the hashes, from the traces that the Makefile has made.
 *
 * <p>Usage: {@code Bench report FOLDER} prints them and writes bench.json; {@code Bench check FOLDER
 * LIMITS} fails as well, with exit code 1, if one exceeds its limit; {@code Bench write FOLDER
 * DOCUMENT} puts the tables between the document's markers.
 */
final class Bench {

    private Bench() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[1]);
        Map<String, String> tables = new LinkedHashMap<>();
        Map<String, Number> figures = new LinkedHashMap<>();
        List<PathBudget> budgets = PathBudget.measure(folder);
        tables.put("path", PathBudget.table(budgets));
        tables.put("device", DeviceTable.of(budgets));
        budgets.forEach(b -> b.figures(figures));
        for (Hash hash : Hash.values()) {
            List<HashVariant> variants = new ArrayList<>();
            for (String build : Hash.BUILDS) {
                variants.add(HashVariant.measure(folder, hash, build));
            }
            tables.put(hash.prefix, HashVariant.table(hash, variants));
            variants.forEach(v -> v.figures(figures));
        }

        Files.writeString(folder.resolve("bench.json"), json(figures));
        System.out.print("Modelled, not measured on a board (BENCHMARKS.md):\n\n" + String.join("\n", tables.values()));
        switch (args[0]) {
            case "report" -> {}
            case "check" -> check(figures, Path.of(args[2]));
            case "write" -> {
                Path document = Path.of(args[2]);
                Files.writeString(document, fill(Files.readString(document), tables));
            }
            default -> throw new IllegalArgumentException("report, check or write, not " + args[0]);
        }
    }

    private static String json(Map<String, Number> figures) {
        StringJoiner json = new StringJoiner(",\n  ", "{\n  ", "\n}\n");
        json.add("\"model\": \"Cortex-M3; flash: SAM3X, FWS 4\"");
        figures.forEach((name, figure) -> json.add("\"" + name + "\": " + figure));
        return json.toString();
    }

    private static void check(Map<String, Number> figures, Path limits) throws IOException {
        List<String> exceeded = Limits.read(limits).exceeded(figures);
        exceeded.forEach(System.err::println);
        System.out.println(exceeded.isEmpty() ? "\nAll limits are kept." : "\nNot all limits are kept.");
        if (!exceeded.isEmpty()) {
            System.exit(1);
        }
    }

    /**
     * The document with the tables in it, each between {@code <!-- make benchmarks: NAME -->} and
     * {@code <!-- end -->}.
     *
     * @throws IllegalArgumentException if it lacks a table's markers
     */
    static String fill(String document, Map<String, String> tables) {
        String text = document;
        for (Map.Entry<String, String> table : tables.entrySet()) {
            String begin = "<!-- make benchmarks: " + table.getKey() + " -->\n";
            int from = text.indexOf(begin);
            int to = text.indexOf("<!-- end -->\n", Math.max(from, 0));
            if (from < 0 || to < 0) {
                throw new IllegalArgumentException("the document lacks the line " + begin.trim() + " or its end");
            }
            text = text.substring(0, from + begin.length()) + table.getValue() + text.substring(to);
        }
        return text;
    }
}
