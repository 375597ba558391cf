package org.duehsm.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The tables and plots of what JMH measured. */
final class ReportSections {

    private static final int KIB = 1 << 10;
    private static final String NOTHING = "–";
    private static final String ALGORITHM = "algorithm";
    private static final Map<String, String> NAMES = Map.of(
            "SunJCE", "SunJCE (JDK, software)",
            "SoftHSM", "SoftHSM2 by PKCS#11",
            "virtual", "virtual Due (emulated)",
            "DueHSM", "DueHSM",
            "jvm", "device inside the JVM",
            "loopback", "host's share (loopback)");
    private static final List<String> PERCENTILES = List.of("50.0", "90.0", "99.0", "99.9", "100.0");
    private static final List<String> PERCENTILE_NAMES = List.of("50 %", "90 %", "99 %", "99.9 %", "max");

    /** Where plots go; returns the name for the page. */
    interface Plots {
        String write(String name, Chart chart) throws IOException;
    }

    private final Markdown page;
    private final JmhResults results;
    private final Plots plots;

    ReportSections(Markdown page, JmhResults results, Plots plots) {
        this.page = page;
        this.results = results;
        this.plots = plots;
    }

    void write() throws IOException {
        page.paragraph("In all that follows each thread has a `Mac` of its own, and the message is MACed whole by"
                + " `doFinal(message)`. *Host's share* is the provider over the loopback device. The *device inside the JVM* is the board's"
                + " firmware as WebAssembly, in the thread that writes to it: a means of testing, no board.");
        sizes();
        threads();
        percentiles();
        ways();
    }

    private void sizes() throws IOException {
        page.heading("Throughput against size")
                .paragraph(
                        "MACs a second, one thread, the `Mac` reused; below, the same as bytes, and the average time.");
        List<Integer> sizes = results.sizes();
        List<String> marks = sizes.stream().map(ReportSections::bytes).toList();
        lines(
                "throughput-size",
                new Chart("Throughput against size, one thread", "message", marks, "MACs a second"),
                line -> sizes.stream()
                        .map(size -> reuse(JmhResults.THROUGHPUT, line, size, 1).map(JmhResult::perSecond))
                        .toList());
        page.table(
                head("MB a second", ALGORITHM, marks),
                rows(line -> sizes.stream()
                        .map(size -> reuse(JmhResults.THROUGHPUT, line, size, 1)
                                .map(result -> result.perSecond() * size / 1e6))
                        .toList()));
        page.table(
                head("average time, µs", ALGORITHM, marks),
                rows(line -> sizes.stream()
                        .map(size -> reuse(JmhResults.AVERAGE, line, size, 1).map(JmhResult::micros))
                        .toList()));
    }

    private void threads() throws IOException {
        page.heading("Threads").paragraph("MACs of 1 KiB a second, by all threads together.");
        List<Integer> threads = results.threads();
        lines(
                "throughput-threads",
                new Chart(
                        "Throughput against threads, messages of 1 KiB",
                        "threads",
                        threads.stream().map(String::valueOf).toList(),
                        "MACs a second"),
                line -> threads.stream()
                        .map(count ->
                                reuse(JmhResults.THROUGHPUT, line, KIB, count).map(JmhResult::perSecond))
                        .toList());
    }

    private void percentiles() throws IOException {
        for (int threads : new int[] {1, 8}) {
            if (!results.threads().contains(threads)) {
                continue;
            }
            String who = threads == 1 ? "one thread" : threads + " threads";
            page.heading("Latency, " + who)
                    .paragraph("Microseconds of a 1 KiB MAC that so many percent of the calls did not exceed.");
            lines(
                    "latency-" + threads,
                    new Chart("Latency of a 1 KiB MAC, " + who, "percentile of the calls", PERCENTILE_NAMES, "µs"),
                    line -> PERCENTILES.stream()
                            .map(percentile -> reuse(JmhResults.SAMPLE, line, KIB, threads)
                                    .map(result -> result.micros(percentile)))
                            .toList());
        }
    }

    /** Reuse against init, key lookup, allocation. */
    private void ways() {
        List<String> columns = List.of("reuse", "init", "getInstanceAndInit", "getKey");
        page.heading("A new Mac each time, and key lookup")
                .paragraph("Microseconds, median, one thread, messages of 1 KiB: a `Mac` that is reused; `init` before"
                        + " each; `Mac.getInstance` and `init` before each; `KeyStore.getKey` alone (SunJCE: from a"
                        + " PKCS12 store in memory, which decrypts). Below, bytes allocated for each, by all threads of"
                        + " the JVM, as JMH's GC profiler counts.")
                .table(
                        head("", ALGORITHM, columns),
                        rows(line -> columns.stream()
                                .map(method -> results.find(method, JmhResults.SAMPLE, line, KIB, 1)
                                        .map(result -> result.micros(PERCENTILES.get(0))))
                                .toList()))
                .table(
                        head("bytes", ALGORITHM, columns),
                        rows(line -> columns.stream()
                                .map(method -> results.find(method, JmhResults.THROUGHPUT, line, KIB, 1)
                                        .map(JmhResult::allocated))
                                .toList()));
    }

    private Optional<JmhResult> reuse(String mode, JmhResults.Line line, int size, int threads) {
        return results.find("reuse", mode, line, size, threads);
    }

    /** The same values as a plot and as a table. */
    private void lines(String name, Chart chart, Function<JmhResults.Line, List<Optional<Double>>> values)
            throws IOException {
        for (JmhResults.Line line : results.lines()) {
            chart.add(
                    NAMES.getOrDefault(line.peer(), line.peer()),
                    line.algorithm(),
                    values.apply(line).stream()
                            .map(value -> value.orElse(Double.NaN))
                            .toList());
        }
        page.picture(plots.write(name, chart), chart.title()).table(head("", ALGORITHM, chart.marks()), rows(values));
    }

    private static List<String> head(String first, String second, List<String> others) {
        return Stream.concat(Stream.of(first, second), others.stream()).toList();
    }

    private List<List<String>> rows(Function<JmhResults.Line, List<Optional<Double>>> values) {
        List<List<String>> rows = new ArrayList<>();
        for (JmhResults.Line line : results.lines()) {
            List<String> numbers = values.apply(line).stream()
                    .map(value -> value.filter(number -> !number.isNaN())
                            .map(Figure::number)
                            .orElse(NOTHING))
                    .toList();
            rows.add(head(NAMES.getOrDefault(line.peer(), line.peer()), line.algorithm(), numbers));
        }
        return rows;
    }

    static String bytes(int size) {
        if (size >= 1 << 20) {
            return (size >> 20) + " MiB";
        }
        return size >= KIB ? size / KIB + " KiB" : size + " B";
    }
}
