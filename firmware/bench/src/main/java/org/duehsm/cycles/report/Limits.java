package org.duehsm.cycles.report;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The most that figures may be, by their names. */
final class Limits {

    private final Map<String, Double> limits = new TreeMap<>();

    /**
     * Reads a properties file of names and numbers.
     *
     * @throws IllegalArgumentException if a value is no number
     */
    static Limits read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            return read(reader);
        }
    }

    static Limits read(Reader reader) throws IOException {
        Properties properties = new Properties();
        properties.load(reader);
        Limits limits = new Limits();
        for (String name : properties.stringPropertyNames()) {
            String value = properties.getProperty(name).trim();
            try {
                limits.limits.put(name, Double.parseDouble(value));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("the limit of " + name + " is no number: " + value, e);
            }
        }
        return limits;
    }

    /** What is wrong, in words: figures above their limits, and limits without a figure. */
    List<String> exceeded(Map<String, Number> figures) {
        List<String> exceeded = new ArrayList<>();
        limits.forEach((name, limit) -> {
            Number figure = figures.get(name);
            if (figure == null) {
                exceeded.add(name + " has a limit, " + limit + ", but there is no such figure");
            } else if (figure.doubleValue() > limit) {
                exceeded.add(name + " is " + figure + ", above its limit " + limit);
            }
        });
        return exceeded;
    }
}
