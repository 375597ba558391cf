package org.duehsm.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The results of JMH runs, to be asked for what the report shows. */
final class JmhResults {

    static final String THROUGHPUT = "thrpt";
    static final String AVERAGE = "avgt";
    static final String SAMPLE = "sample";

    private final List<JmhResult> all;

    JmhResults(List<JmhResult> all) {
        this.all = all;
    }

    JmhResult any() {
        return all.get(0);
    }

    /** One line of a table or a plot: who computed what. */
    record Line(String peer, String algorithm) {}

    List<String> peers() {
        return distinct(JmhResult::peer);
    }

    /** Those of a peer next to each other. */
    List<Line> lines() {
        return peers().stream()
                .flatMap(peer -> distinct(JmhResult::algorithm).stream().map(algorithm -> new Line(peer, algorithm)))
                .toList();
    }

    List<Integer> sizes() {
        return distinct(JmhResult::size).stream()
                .filter(size -> size > 0)
                .sorted()
                .toList();
    }

    List<Integer> threads() {
        return distinct(JmhResult::threads).stream().sorted().toList();
    }

    private <T> List<T> distinct(Function<JmhResult, T> property) {
        return all.stream().map(property).distinct().toList();
    }

    /** The result of this benchmark method; of any size if it has none. */
    Optional<JmhResult> find(String method, String mode, Line line, int size, int threads) {
        Stream<JmhResult> found = all.stream()
                .filter(result ->
                        result.method().equals(method) && result.mode().equals(mode))
                .filter(result -> result.peer().equals(line.peer)
                        && result.algorithm().equals(line.algorithm)
                        && result.threads() == threads)
                .filter(result -> result.size() == size || result.size() == 0);
        return found.findFirst();
    }
}
