package org.duehsm.aws;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** AWS' test suites, as signature4-suite.txt has them. */
final class Signature4Suite {

    /**
     * A case.
     *
     * @param parts by their names: request, header, header signature, query, query signature
     */
    record Case(String name, List<String> words, Map<String, String> parts) {

        boolean is(String word) {
            return words.contains(word);
        }

        Optional<String> token() {
            return words.stream()
                    .filter(word -> word.startsWith("token "))
                    .map(word -> word.substring("token ".length()))
                    .filter(token -> !token.equals("after"))
                    .findFirst();
        }

        /** Method and target of the request, where "GET /a b HTTP/1.1" has the target "/a b". */
        String method() {
            return line().substring(0, line().indexOf(' '));
        }

        String target() {
            return line().substring(line().indexOf(' ') + 1, line().lastIndexOf(' '));
        }

        /** The lines of headers; one that starts with spaces belongs to the one before it (RFC 9112, 5.2). */
        List<String> headers() {
            String head = parts.get("request").split("\n\n", 2)[0].replaceAll("\n +", " ");
            return List.of(head.split("\n")).subList(1, head.split("\n").length);
        }

        String body() {
            String[] headAndBody = parts.get("request").split("\n\n", 2);
            return headAndBody.length == 1 ? "" : headAndBody[1];
        }

        private String line() {
            return parts.get("request").split("\n", 2)[0];
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private Signature4Suite() {}

    static List<Case> cases() throws IOException {
        String file;
        try (InputStream in = Signature4Suite.class.getResourceAsStream("signature4-suite.txt")) {
            file = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<Case> cases = new ArrayList<>();
        String[] sections = file.split("(?m)^=== ");
        for (String section : List.of(sections).subList(1, sections.length)) {
            String[] pieces = section.split("(?m)^--- ");
            List<String> head = List.of(pieces[0].split("\n"));
            Map<String, String> parts = new HashMap<>();
            for (String piece : List.of(pieces).subList(1, pieces.length)) {
                int end = piece.indexOf('\n');
                parts.put(piece.substring(0, end), piece.substring(end + 1).stripTrailing());
            }
            cases.add(new Case(head.get(0), head.subList(1, head.size()), parts));
        }
        return cases;
    }
}
