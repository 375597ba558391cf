package org.duehsm.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What a real board would reach, as far as it can be computed. */
final class ReportModel {

    private static final int[] SIZES = {16, 256, 1 << 10, 16 << 10, 1 << 20};

    private ReportModel() {}

    static void write(Markdown page) {
        page.heading("A real board, modelled")
                .paragraph("**A model, not a measurement: no board was attached.** Frames and bytes follow from"
                        + " [PROTOCOL.md](../firmware/PROTOCOL.md) for a key id of 20 bytes. Cycles of SHA-1 are those"
                        + " of the model in [firmware/BENCHMARKS.md](../firmware/BENCHMARKS.md), with flash; for the"
                        + " link the most that is allowed, " + (int) BoardModel.LINK_CYCLES + " a byte, is taken."
                        + " Processor: 84 MHz. Programming port: 250000 baud, 25,000 bytes a second, and 4 ms until"
                        + " its USB chip passes a short answer on. Native port: high-speed USB, 53 MB a second at most,"
                        + " so the processor is the limit; what USB itself costs the processor is not in the model,"
                        + " so the figures are upper bounds.")
                .table(
                        List.of(
                                "message",
                                "frames",
                                "bytes on the line",
                                "overhead",
                                "cycles",
                                "native port: MACs/s at most",
                                "programming port: MACs/s at most",
                                "programming port: one MAC alone"),
                        IntStream.of(SIZES).mapToObj(ReportModel::row).toList());
    }

    private static List<String> row(int size) {
        BoardModel model = BoardModel.of(size);
        return List.of(
                ReportSections.bytes(size),
                format("%,d", model.frames()),
                format("%,d", model.wireBytes()),
                format("%.1f %%", 100 * model.overhead()),
                format("%,.0f", model.cycles()),
                Figure.number(model.perSecondByProcessor()),
                Figure.number(model.perSecondOnProgrammingPort()),
                format("%,.1f ms", 1000 * model.secondsOnProgrammingPort()));
    }

    private static String format(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
