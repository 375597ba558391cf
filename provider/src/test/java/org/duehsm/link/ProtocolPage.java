package org.duehsm.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What both sides read of PROTOCOL.md: the examples of section 9, and the limits of section 11. */
final class ProtocolPage {

    /** A frame: the packet without its check, and what is on the wire. */
    record Example(String name, boolean fromHost, byte[] packet, byte[] wire) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final String LIMITS = "## 11. Limits";

    private ProtocolPage() {}

    /** Those of all blocks, in the order of the page. */
    static List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        String name = "";
        byte[] packet = null;
        for (String line : blocks()) {
            if (line.startsWith("→ ") || line.startsWith("← ")) {
                name = line;
            } else if (line.startsWith("packet ")) {
                packet = HexFormat.of().parseHex(line.substring(7));
            } else if (line.startsWith("wire ")) {
                byte[] wire = HexFormat.of().parseHex(line.substring(5));
                examples.add(new Example(name.substring(2), name.startsWith("→"), packet, wire));
            }
        }
        return examples;
    }

    static Example example(String name) {
        return examples().stream()
                .filter(e -> e.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The numbers by their names. */
    static Map<String, Integer> limits() {
        Map<String, Integer> limits = new TreeMap<>();
        List<String> lines = lines();
        for (String line : lines.subList(lines.indexOf(LIMITS), lines.size())) {
            if (line.startsWith("| `")) {
                String[] cells = line.split("[ |`]+");
                limits.put(cells[1], Integer.valueOf(cells[2]));
            }
        }
        return limits;
    }

    private static List<String> blocks() {
        List<String> within = new ArrayList<>();
        boolean inside = false;
        for (String line : lines()) {
            inside = line.equals("```frames") || inside && !line.equals("```");
            if (inside) {
                within.add(line);
            }
        }
        return within;
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(Path.of(System.getProperty("protocol.page")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
