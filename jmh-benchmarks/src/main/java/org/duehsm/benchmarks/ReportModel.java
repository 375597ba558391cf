package org.duehsm.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.duehsm.client.Algorithm;

/** What a real board would reach, as far as it can be computed. */
final class ReportModel {

    private static final int[] SIZES = {16, 256, 1 << 10, 16 << 10, 1 << 20};

    private ReportModel() {}

    static void write(Markdown page) {
        page.heading("A real board, modelled")
                .paragraph("**A model, not a measurement: no board was attached.** Frames and bytes follow from"
                        + " [PROTOCOL.md](../firmware/PROTOCOL.md) for a key id of 20 bytes; cycles, code in flash at"
                        + " 84 MHz, from the model in [firmware/BENCHMARKS.md](../firmware/BENCHMARKS.md), which says"
                        + " what is in it and what is not. Native port: 480 Mbit/s, at most 53 MB a second, so the"
                        + " processor is the limit. Programming port: 250000 baud, 25,000 bytes a second, so the line"
                        + " is; a MAC alone waits another 4 ms until the port's USB chip passes a short answer on.")
                .table(
                        List.of(
                                "algorithm",
                                "message",
                                "frames",
                                "bytes on the line",
                                "overhead",
                                "cycles",
                                "native port: MACs/s",
                                "programming port: MACs/s",
                                "programming port: one MAC alone"),
                        Algorithm.hmacs().stream()
                                .flatMap(algorithm -> IntStream.of(SIZES).mapToObj(size -> row(algorithm, size)))
                                .toList());
    }

    private static List<String> row(Algorithm algorithm, int size) {
        BoardModel model = BoardModel.of(algorithm, size);
        return List.of(
                algorithm.jcaName(),
                ReportSections.bytes(size),
                format("%,d", model.frames()),
                format("%,d", model.wireBytes()),
                format("%.1f %%", 100 * model.overhead()),
                format("%,.0f", model.cycles()),
                Figure.number(model.perSecondOnNativePort()),
                Figure.number(model.perSecondOnProgrammingPort()),
                format("%,.1f ms", 1000 * model.secondsOnProgrammingPort()));
    }

    private static String format(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
