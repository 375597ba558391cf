package org.duehsm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs with every peer and algorithm; how fast is no matter here. */
class BenchmarksTest {

    private static final List<String> PEERS = List.of("SunJCE", "jvm", "loopback");
    private static final int BENCHMARKS = 4;
    private static final String SHA1 = "HmacSHA1";
    private static final String SHA256 = "HmacSHA256";
    private static final Mode[] MODES = {Mode.Throughput, Mode.AverageTime, Mode.SampleTime};

    @Test
    void everyBenchmarkRuns() throws RunnerException {
        Collection<RunResult> results = run(2, PEERS, SHA256, MODES);
        assertThat(results).hasSize(BENCHMARKS * MODES.length * PEERS.size());
        assertPositive(results);
        results = run(2, PEERS, SHA1, Mode.Throughput);
        assertThat(results).hasSize(BENCHMARKS * PEERS.size());
        assertPositive(results);
    }

    /** In one mode: an emulator is started for each benchmark and mode. */
    @Test
    void everyBenchmarkRunsOnAVirtualDue() throws RunnerException {
        Collection<RunResult> results = run(2, List.of("virtual"), SHA256, Mode.Throughput);
        assertThat(results).hasSize(BENCHMARKS);
        assertPositive(results);
    }

    private static void assertPositive(Collection<RunResult> results) {
        assertThat(results)
                .allSatisfy(result -> assertThat(result.getPrimaryResult().getScore())
                        .as(result.getParams().id())
                        .isPositive());
    }

    @Test
    void softHsmRunsOrSaysWhyNot() throws RunnerException {
        if (SoftHsm.missing().isEmpty()) {
            assertThat(run(1, List.of("SoftHSM"), SHA256, MODES)).hasSize(BENCHMARKS * MODES.length);
        } else {
            assertThat(SoftHsm.missing().orElseThrow()).containsAnyOf("apt-get install softhsm2", "measure makes one");
        }
    }

    private static Collection<RunResult> run(int threads, List<String> peers, String algorithm, Mode... modes)
            throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .param("peer", peers.toArray(String[]::new))
                .param("algorithm", algorithm)
                .param("size", "1024")
                .threads(threads)
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(30))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        for (Mode mode : modes) {
            options.mode(mode);
        }
        return new Runner(options.build()).run();
    }
}
