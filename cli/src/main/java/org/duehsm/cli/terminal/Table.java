package org.duehsm.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Text in columns, each as wide as its widest cell. */
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    /** A name of JSON in words: {@code uniqueId} is unique id. */
    public static String words(String name) {
        return name.replaceAll("(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    /** A number of things: {@code 1 key}, {@code 2 keys}. */
    public static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /** Adds a row; null is shown as a dash. */
    public Table row(Object... cells) {
        rows.add(Arrays.stream(cells)
                .map(cell -> Objects.requireNonNullElse(cell, "-").toString())
                .toList());
        return this;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                line.append(cell).append(" ".repeat(width(column) - cell.length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> column < row.size())
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0);
    }
}
