package org.duehsm.cycles.report;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.duehsm.cycles.Sam3x;

/** What a board would do if nothing but its own cycles and the line held it up. */
final class DeviceTable {

    private static final double NATIVE_BYTES = 13 * 512 / 125e-6; // a second: bulk packets of a microframe, USB 2.0
    private static final double PROGRAMMING_BYTES = 250_000 / 10.0; // a second: start, eight bits, stop

    private static final Set<Scenario> WHOLE =
            Set.of(Scenario.MAC_1024, Scenario.MAC_64, Scenario.AWS4_COLD, Scenario.AWS4_CACHED);

    private static final String HEAD = """
            | at 84 MHz, code in flash | bytes on the wire | cycles | cycles alone, a second | native port, a second | programming port, a second |
            |---|---|---|---|---|---|
            """;

    private DeviceTable() {}

    static String of(List<PathBudget> budgets) {
        StringBuilder table = new StringBuilder(HEAD);
        for (PathBudget b : budgets) {
            if (WHOLE.contains(b.scenario())) {
                row(table, b, b.scenario().title().replaceFirst("message|signature", "$0s"), 1);
            } else if (b.scenario() == Scenario.STREAM) {
                row(table, b, "stream, KiB", b.scenario().message() / 1024.0);
            }
        }
        return table.toString();
    }

    /** On the native port the line and the cycles are added, as if they never overlapped. */
    private static void row(StringBuilder table, PathBudget b, String title, double units) {
        long cycles = b.whole().flashCycles();
        double seconds = cycles / Sam3x.HERTZ;
        int bytes = b.scenario().wireBytes();
        table.append(String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f | %.0f | %.1f |\n",
                title,
                bytes / units,
                cycles / units,
                units / seconds,
                units / (seconds + bytes / NATIVE_BYTES),
                units / Math.max(seconds, bytes / PROGRAMMING_BYTES)));
    }
}
