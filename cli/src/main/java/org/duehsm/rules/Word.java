package org.duehsm.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * A word of a line of rules. Words are separated by blanks; one that has some stands in double quotes. A backslash has
 * the next character stand for itself. A word that begins with {@code #} begins a comment.
 *
 * @param text the word, without quotes and backslashes
 * @param pieces what stands between its stars, those left out that stand for themselves
 */
public record Word(String text, List<String> pieces) {

    /** The words of a line; throws IllegalArgumentException if it ends within one. */
    public static List<Word> split(String line) {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < line.length() && line.charAt(at) != '#') {
            if (isBlank(line.charAt(at))) {
                at++;
            } else {
                Reader reader = new Reader(line, at);
                words.add(reader.read());
                at = reader.at;
            }
        }
        return words;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** Of one word. */
    private static final class Reader {

        private final String line;
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder piece = new StringBuilder();
        private final List<String> pieces = new ArrayList<>();
        private int at;

        Reader(String line, int at) {
            this.line = line;
            this.at = at;
        }

        Word read() {
            boolean quoted = false;
            while (at < line.length() && (quoted || !isBlank(line.charAt(at)))) {
                char c = line.charAt(at++);
                if (c == '"') {
                    quoted = !quoted;
                } else if (c == '*') {
                    text.append(c);
                    endPiece();
                } else {
                    add(c == '\\' ? escaped() : c);
                }
            }
            if (quoted) {
                throw new IllegalArgumentException("the line ends within double quotes; close them");
            }
            endPiece();
            return new Word(text.toString(), List.copyOf(pieces));
        }

        private char escaped() {
            if (at == line.length()) {
                throw new IllegalArgumentException("the line ends with a backslash; write two if you mean one");
            }
            return line.charAt(at++);
        }

        private void add(char c) {
            text.append(c);
            piece.append(c);
        }

        private void endPiece() {
            pieces.add(piece.toString());
            piece.setLength(0);
        }
    }
}
