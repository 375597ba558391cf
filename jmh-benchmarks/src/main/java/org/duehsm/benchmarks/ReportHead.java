package org.duehsm.benchmarks;

import java.util.List;
import java.util.Locale;

/** What was measured where, and the ratios. */
final class ReportHead {

    private ReportHead() {}

    /** Writes it; ratios may be null, and then the machine is this one. */
    static void write(Markdown page, JmhResults results, RatioResults ratios) {
        Environment machine = ratios == null ? Environment.here() : ratios.environment();
        page.paragraph("# Benchmark results")
                .paragraph("Made by `jmh-benchmarks/measure`; [README.md](README.md) says how. "
                        + (results.peers().contains("virtual")
                                ? "**No board was measured.** The device is a virtual Due: the board's firmware on an"
                                        + " emulated processor, so its speed is the emulator's on this computer, not a"
                                        + " board's. What a board would reach is [modelled](#a-real-board-modelled) at"
                                        + " the end."
                                : "The device is the one at the end of the port that the run named."))
                .table(
                        List.of("", ""),
                        List.of(
                                List.of("date", machine.date()),
                                List.of("processor", machine.processors() + " × " + machine.processor()),
                                List.of("system", machine.system()),
                                List.of(
                                        "Java",
                                        results.any().vmName() + " "
                                                + results.any().jdkVersion()),
                                List.of("device", ratios == null ? "not recorded" : ratios.device()),
                                List.of(
                                        "load at the start",
                                        String.format(Locale.ROOT, "%.1f", machine.load())
                                                + (machine.isBusy() ? ", so others used the machine" : ""))));
        if (ratios != null) {
            page.heading("The host path against the line")
                    .paragraph("Medians of " + ratios.rounds() + " rounds in which the two sides took turns, the"
                            + " range of the middle half of them, and minimum and maximum. MACs are HmacSHA1 where a"
                            + " line does not say otherwise. The *bare loop* is one"
                            + " thread that sends frames encoded beforehand and keeps the window full, on the same device."
                            + " The *loopback device* computes nothing and answers at once, in the thread that writes to"
                            + " it: its own CPU time is in the figures, waking a thread for each answer is not. The"
                            + " *device inside the JVM* works in that thread, too; its *round trip* is a HELLO and its"
                            + " WELCOME by `JvmDue.exchange`, and the *first MAC* counts from the start of a new JVM, with"
                            + " an import of the key.")
                    .table(
                            List.of(
                                    "",
                                    "median",
                                    "middle half",
                                    "min to max",
                                    "target",
                                    "",
                                    "medians of both sides, /s"),
                            ratios.figures().stream().map(ReportHead::row).toList());
        }
    }

    private static List<String> row(Figure figure) {
        return List.of(
                figure.name(),
                Figure.number(figure.median()) + (figure.unit().isEmpty() ? "" : " " + figure.unit()),
                figure.middleHalf(),
                figure.spread(),
                figure.target(),
                figure.verdict(),
                figure.sides());
    }
}
