package org.duehsm.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The examples of PROTOCOL.md section 9, which both sides read. */
final class ProtocolPage {

    /** A frame: the packet without its check, and what is on the wire. */
    record Example(String name, boolean fromHost, byte[] packet, byte[] wire) {
        @Override
        public String toString() {
            return name;
        }
    }

    private ProtocolPage() {}

    static List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        String name = "";
        byte[] packet = null;
        for (String line : block()) {
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

    private static List<String> block() {
        try {
            List<String> lines = Files.readAllLines(Path.of(System.getProperty("protocol.page")));
            int start = lines.indexOf("```frames");
            List<String> rest = lines.subList(start + 1, lines.size());
            return rest.subList(0, rest.indexOf("```"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
