package org.duehsm.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The runs of the report: not every combination of method, peer, size and threads, but each of them
 * varied while the others stay, which takes minutes instead of hours.
 */
@Command(
        name = "suite",
        mixinStandardHelpOptions = true,
        description = "Runs the JMH benchmarks that the report shows, and writes their results as JSON.")
public final class Suite implements Callable<Integer> {

    private static final String[] SIZES = {"16", "256", "1024", "16384", "1048576"};
    private static final String[] ONE_SIZE = {"1024"};
    private static final int[] THREADS = {2, 8, 64};

    @Option(names = "--port", description = "The device, such as auto or /dev/ttyACM0; without, a virtual Due.")
    private String port;

    @Option(names = "--iterations", defaultValue = "3", description = "Of a second each; default: ${DEFAULT-VALUE}.")
    private int iterations;

    @Option(names = "--json", paramLabel = "FILE", required = true, description = "Write the results there.")
    private Path json;

    private final Collection<RunResult> results = new ArrayList<>();

    public static void main(String[] args) {
        Program.run(new Suite(), args);
    }

    @Override
    public Integer call() throws RunnerException {
        run("MacBenchmark.reuse", 1, SIZES, Mode.Throughput, Mode.AverageTime, Mode.SampleTime);
        for (int threads : THREADS) {
            run("MacBenchmark.reuse", threads, ONE_SIZE, Mode.Throughput, Mode.SampleTime);
        }
        run("MacBenchmark.init", 1, ONE_SIZE, Mode.Throughput, Mode.SampleTime);
        run("MacBenchmark.getInstanceAndInit", 1, ONE_SIZE, Mode.Throughput, Mode.SampleTime);
        run("KeyBenchmark.getKey", 1, ONE_SIZE, Mode.Throughput, Mode.SampleTime);
        ResultFormatFactory.getInstance(ResultFormatType.JSON, json.toString()).writeOut(results);
        return 0;
    }

    private String[] peers() {
        List<String> peers = new ArrayList<>(List.of("SunJCE"));
        SoftHsm.missing()
                .ifPresentOrElse(
                        reason -> System.out.println("SKIPPED: SoftHSM: " + reason), () -> peers.add("SoftHSM"));
        peers.add("loopback");
        peers.add("jvm");
        peers.add(port == null ? "virtual" : "DueHSM");
        return peers.toArray(String[]::new);
    }

    private void run(String benchmark, int threads, String[] sizes, Mode... modes) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(benchmark.replace(".", "\\.") + "$")
                .param("peer", peers())
                .param("size", sizes)
                .threads(threads)
                .forks(1)
                .warmupIterations(1)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .jvmArgsAppend("--enable-native-access=ALL-UNNAMED");
        for (Mode mode : modes) {
            options.mode(mode);
        }
        if (port != null) {
            options.jvmArgsAppend("--enable-native-access=ALL-UNNAMED", "-D" + DueDevice.PORT_PROPERTY + "=" + port);
        }
        results.addAll(new Runner(options.build()).run());
    }
}
