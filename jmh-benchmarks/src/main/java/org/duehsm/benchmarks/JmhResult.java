package org.duehsm.benchmarks;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One result of a JMH run, as its JSON has it. */
record JmhResult(
        String benchmark,
        String mode,
        int threads,
        String jdkVersion,
        String vmName,
        Map<String, String> params,
        Metric primaryMetric,
        Map<String, Metric> secondaryMetrics) {

    /** A figure with its unit, such as {@code ops/us} or {@code us/op}. */
    record Metric(double score, String scoreUnit, Map<String, Double> scorePercentiles) {}

    private static final String ALLOCATION = "gc.alloc.rate.norm";
    private static final Map<String, Double> SECONDS = Map.of("ns", 1e-9, "us", 1e-6, "ms", 1e-3, "s", 1.0);

    static List<JmhResult> read(Path json) throws IOException {
        try (Reader reader = Files.newBufferedReader(json)) {
            JmhResult[] results = new Gson().fromJson(reader, JmhResult[].class);
            if (results == null || results.length == 0) {
                throw new IOException(json + ": no results of JMH in it");
            }
            return List.of(results);
        } catch (JsonParseException e) {
            throw new IOException(json + ": not what JMH writes with -rf json: " + e.getMessage(), e);
        }
    }

    String method() {
        return benchmark.substring(benchmark.lastIndexOf('.') + 1);
    }

    String peer() {
        return params.get("peer");
    }

    /** Java's name of what was computed. */
    String algorithm() {
        return params.get("algorithm");
    }

    /** Bytes of the message, 0 where there is none. */
    int size() {
        return Integer.parseInt(params.getOrDefault("size", "0"));
    }

    /** Operations a second of all threads together; of mode {@code thrpt}. */
    double perSecond() {
        String unit = primaryMetric.scoreUnit;
        return primaryMetric.score / SECONDS.get(unit.substring(unit.indexOf('/') + 1));
    }

    /** Microseconds of an operation, on average; of the modes that measure time. */
    double micros() {
        return primaryMetric.score * microsPerUnit();
    }

    /** Microseconds that so many percent of the operations did not exceed; of mode {@code sample}. */
    double micros(String percentile) {
        return primaryMetric.scorePercentiles.get(percentile) * microsPerUnit();
    }

    private double microsPerUnit() {
        String unit = primaryMetric.scoreUnit;
        return SECONDS.get(unit.substring(0, unit.indexOf('/'))) * 1e6;
    }

    /** Bytes allocated for an operation, by all threads of the JVM; NaN if that was not measured. */
    double allocated() {
        Metric metric = secondaryMetrics == null ? null : secondaryMetrics.get(ALLOCATION);
        return metric == null ? Double.NaN : metric.score;
    }
}
