package org.duehsm.cli.terminal;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duehsm.cli.terminal.Finding.Level;

/** What a command which judges has found, for a person and as JSON. */
public final class Findings {

    private Findings() {}

    /** For JSON. */
    public static List<Map<String, Object>> facts(List<Finding> findings) {
        return findings.stream().map(Finding::facts).toList();
    }

    /** Each in one line, or two with advice, and a verdict at the end. */
    public static void print(List<Finding> findings, PrintWriter out) {
        findings.forEach(finding -> print(finding, out));
        out.println();
        out.println(verdict(findings));
    }

    private static void print(Finding finding, PrintWriter out) {
        out.printf("%-6s %-15s %s%n", finding.level().name().toLowerCase(Locale.ROOT), finding.topic(), finding.text());
        if (!finding.advice().isEmpty()) {
            out.printf("%-22s -> %s%n", "", finding.advice());
        }
    }

    private static String verdict(List<Finding> findings) {
        long wrong = wrong(findings);
        return switch ((int) wrong) {
            case 0 -> "Nothing is wrong.";
            case 1 -> "One thing is wrong; see above.";
            default -> wrong + " things are wrong; see above.";
        };
    }

    /** How many things are wrong. */
    public static long wrong(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.level() == Level.WRONG)
                .count();
    }
}
