package org.duehsm.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;

/**
 * A line chart as SVG, its vertical axis logarithmic, its horizontal one with the given marks at equal
 * distances. It brings its own background, so that it can be read on a light and on a dark page.
 * (A chart library would bring AWT, and for SVG code under the LGPL or GPL.)
 */
final class Chart {

    private static final int WIDTH = 800;
    private static final int HEIGHT = 400;
    private static final int LEFT = 84;
    private static final int RIGHT = 560;
    private static final int TOP = 48;
    private static final int BOTTOM = 336;

    /* Of Okabe and Ito, which the colour-blind can tell apart, too. */
    private static final List<String> COLOURS = List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9");
    private static final List<String> DASHES = List.of("none", "8 3", "2 3");
    private static final String INK = "#222";
    private static final int NO_NAME = -1;

    private final String title;
    private final String xLabel;
    private final String yLabel;
    private final List<String> marks;
    private final List<Series> series = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> variants = new ArrayList<>();

    /** A line: a value for each mark, NaN where there is none. */
    private record Series(String name, String variant, List<Double> values) {}

    Chart(String title, String xLabel, List<String> marks, String yLabel) {
        this.title = title;
        this.xLabel = xLabel;
        this.marks = marks;
        this.yLabel = yLabel;
    }

    /** Adds a line, whose name has a colour, and whose variant a way to be dashed; values are more than 0, or NaN. */
    void add(String name, String variant, List<Double> values) {
        series.add(new Series(name, variant, values));
        if (!names.contains(name)) {
            names.add(name);
        }
        if (!variants.contains(variant)) {
            variants.add(variant);
        }
    }

    String title() {
        return title;
    }

    List<String> marks() {
        return marks;
    }

    String svg() {
        StringBuilder out = new StringBuilder();
        out.append(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"sans-serif\" font-size=\"13\" fill=\"%s\" role=\"img\">%n",
                WIDTH, HEIGHT, WIDTH, HEIGHT, INK));
        out.append(format("<title>%s</title>%n", escape(title)));
        out.append(format("<rect width=\"%d\" height=\"%d\" rx=\"6\" fill=\"#fff\"/>%n", WIDTH, HEIGHT));
        out.append(text((LEFT + RIGHT) / 2.0, 26, "middle", 16, title));
        int lowest = (int) Math.floor(Math.log10(values(Math::min)));
        int highest = Math.max(lowest + 1, (int) Math.ceil(Math.log10(values(Math::max))));
        grid(out, lowest, highest);
        for (Series line : series) {
            line(out, line, lowest, highest);
        }
        for (int i = 0; i < names.size(); i++) {
            legend(out, i, stroke(i, 0), names.get(i));
        }
        for (int i = 0; i < variants.size(); i++) {
            legend(out, names.size() + 1 + i, stroke(NO_NAME, i), variants.get(i));
        }
        return out.append("</svg>\n").toString();
    }

    private double values(DoubleBinaryOperator choice) {
        return series.stream()
                .flatMap(line -> line.values.stream())
                .filter(value -> !value.isNaN())
                .mapToDouble(Double::doubleValue)
                .reduce(choice)
                .orElse(1);
    }

    private void grid(StringBuilder out, int lowest, int highest) {
        for (int decade = lowest; decade <= highest; decade++) {
            double y = y(Math.pow(10, decade), lowest, highest);
            out.append(rule(LEFT, y, RIGHT, y));
            out.append(text(LEFT - 8, y + 4, "end", 13, decade(decade)));
        }
        for (int i = 0; i < marks.size(); i++) {
            out.append(rule(x(i), TOP, x(i), BOTTOM));
            out.append(text(x(i), BOTTOM + 20, "middle", 13, marks.get(i)));
        }
        out.append(text((LEFT + RIGHT) / 2.0, HEIGHT - 14, "middle", 13, xLabel));
        out.append(format("<g transform=\"rotate(-90 20 %d)\">", (TOP + BOTTOM) / 2));
        out.append(text(20, (TOP + BOTTOM) / 2.0, "middle", 13, yLabel)).append("</g>\n");
    }

    private void line(StringBuilder out, Series line, int lowest, int highest) {
        int name = names.indexOf(line.name);
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < line.values.size(); i++) {
            double value = line.values.get(i);
            if (!Double.isNaN(value)) {
                double y = y(value, lowest, highest);
                path.append(format("%s%.1f %.1f", path.length() == 0 ? "M" : " L", x(i), y));
                out.append(format("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>%n", x(i), y, colour(name)));
            }
        }
        out.append(format("<path d=\"%s\" %s/>%n", path, stroke(name, variants.indexOf(line.variant))));
    }

    private static void legend(StringBuilder out, int row, String stroke, String text) {
        double y = TOP + 10 + 22.0 * row;
        out.append(format("<path d=\"M%d %.1f L%d %.1f\" %s/>%n", RIGHT + 20, y, RIGHT + 50, y, stroke));
        out.append(text(RIGHT + 58, y + 4, "start", 13, text));
    }

    private static String stroke(int name, int variant) {
        return format(
                "fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"",
                colour(name), DASHES.get(variant % DASHES.size()));
    }

    private static String colour(int name) {
        return name == NO_NAME ? INK : COLOURS.get(name % COLOURS.size());
    }

    private double x(int mark) {
        return LEFT + 20 + (RIGHT - LEFT - 40.0) * mark / Math.max(1, marks.size() - 1);
    }

    private static double y(double value, int lowest, int highest) {
        return BOTTOM - (BOTTOM - TOP) * (Math.log10(value) - lowest) / (highest - lowest);
    }

    private static String decade(int power) {
        return power < 0 ? format("%." + -power + "f", Math.pow(10, power)) : format("%,.0f", Math.pow(10, power));
    }

    private static String rule(double x1, double y1, double x2, double y2) {
        return format("<path d=\"M%.1f %.1f L%.1f %.1f\" stroke=\"#ccc\" stroke-width=\"1\"/>%n", x1, y1, x2, y2);
    }

    private static String text(double x, double y, String anchor, int size, String text) {
        return format(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\">%s</text>%n",
                x, y, anchor, size, escape(text));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
