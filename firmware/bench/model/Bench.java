import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.StringJoiner;

/**
 * The figures of the path of a request and of the SHA-1 core, from the traces that the Makefile has
 * made.
 *
 * <p>Usage: {@code Bench report FOLDER} prints them and writes bench.json; {@code Bench check FOLDER
 * LIMITS} fails as well if one exceeds its limit; {@code Bench write FOLDER DOCUMENT} puts the
 * tables between the document's markers.
 */
final class Bench {

    static final double HERTZ = 84e6; // the Due's clock

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[1]);
        List<Sha1> variants = new ArrayList<>();
        for (String variant : Sha1.VARIANTS.keySet()) {
            variants.add(Sha1.measure(folder, variant));
        }
        List<Budget> budgets = Budget.measure(folder);
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("path", Budget.table(budgets));
        tables.put("device", Device.table(budgets));
        tables.put("sha1", Sha1.table(variants));
        Map<String, Number> figures = new LinkedHashMap<>();
        budgets.forEach(b -> b.figures(figures));
        variants.forEach(v -> v.figures(figures));

        Files.writeString(folder.resolve("bench.json"), json(figures));
        System.out.print(
                "Modelled, not measured on a board (BENCHMARKS.md):\n\n" + String.join("\n", tables.values()));
        if (args[0].equals("check") && !withinLimits(figures, Path.of(args[2]))) {
            System.exit(1);
        }
        if (args[0].equals("write")) {
            write(tables, Path.of(args[2]));
        }
    }

    private static String json(Map<String, Number> figures) {
        StringJoiner json = new StringJoiner(",\n  ", "{\n  ", "\n}\n");
        json.add("\"model\": \"Cortex-M3; flash: SAM3X, FWS 4\"");
        figures.forEach((name, figure) -> json.add("\"" + name + "\": " + figure));
        return json.toString();
    }

    private static boolean withinLimits(Map<String, Number> figures, Path file) throws IOException {
        Properties limits = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            limits.load(in);
        }
        boolean within = true;
        for (String name : limits.stringPropertyNames()) {
            double limit = Double.parseDouble(limits.getProperty(name).trim());
            Number figure = figures.get(name);
            if (figure == null || figure.doubleValue() > limit) {
                System.err.println(name + " is " + figure + ", above its limit " + limit);
                within = false;
            }
        }
        System.out.println(within ? "\nAll limits are kept." : "\nNot all limits are kept.");
        return within;
    }

    /** Each table stands between {@code <!-- make benchmarks: NAME -->} and {@code <!-- end -->}. */
    private static void write(Map<String, String> tables, Path document) throws IOException {
        String text = Files.readString(document);
        for (Map.Entry<String, String> table : tables.entrySet()) {
            String begin = "<!-- make benchmarks: " + table.getKey() + " -->\n";
            int from = text.indexOf(begin);
            if (from < 0) {
                throw new IOException(document + " has no line " + begin.trim());
            }
            from += begin.length();
            text = text.substring(0, from) + table.getValue() + text.substring(text.indexOf("<!-- end -->\n", from));
        }
        Files.writeString(document, text);
    }
}
