package org.duehsm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.duehsm.broker.Broker;
import org.duehsm.broker.BrokerConfig;
import org.duehsm.client.ClientConfig;
import org.duehsm.rules.Permissions;

/**
 * MACs by the broker, by a {@link BareRelay}, and directly, each at a {@link ModelledBoard} of its own: what the broker
 * costs, and how much of it the system takes for anything that stands there.
 *
 * <p>At a board's pace most of that is waking threads that have slept since the message before. At boards that answer at
 * once nobody sleeps, and what is left is the broker's own.
 */
final class BrokerRatios implements AutoCloseable {

    private static final int KIB = 1 << 10;
    private static final double RATE_MIN = 0.95;
    private static final double CPU_MICROS_MAX = 30;
    private static final String BROKER_THREADS = "due-hsm broker";
    private static final List<String> BOARDS = List.of("direct", "relayed", "shared");

    /** What was reached, and the CPU time for each MAC: of what stands between, and of all, the board's model included. */
    private record Round(double macsPerSecond, double between, double all) {}

    private final double seconds;
    private final boolean atBoardsPace;
    private final Path folder;
    private final List<ModelledBoard> boards = new ArrayList<>();
    private final BareRelay relay;
    private final Broker broker;
    private final DueDevice direct;
    private final DueDevice relayed;
    private final DueDevice shared;

    /**
     * Starts it.
     *
     * @param atBoardsPace whether the boards take as long as a real one would, or answer at once
     */
    BrokerRatios(double seconds, boolean atBoardsPace) throws IOException, GeneralSecurityException {
        this.seconds = seconds;
        this.atBoardsPace = atBoardsPace;
        folder = Files.createTempDirectory("due-hsm-broker");
        for (String socket : BOARDS) {
            boards.add(new ModelledBoard(folder.resolve(socket), atBoardsPace ? ModelledBoard.boardsNanos(KIB) : 0));
        }
        relay = new BareRelay(folder.resolve("relay"), folder.resolve(BOARDS.get(1)));
        broker = new Broker(
                BrokerConfig.at(ClientConfig.of(boards.get(2).port()), folder.resolve("broker")),
                caller -> Permissions.ALL,
                line -> {});
        direct = device(boards.get(0).port());
        relayed = device("unix:" + folder.resolve("relay"));
        shared = device("unix:" + folder.resolve("broker"));
    }

    private static DueDevice device(String port) throws IOException, GeneralSecurityException {
        System.setProperty(DueDevice.PORT_PROPERTY, port);
        return DueDevice.configured();
    }

    List<Figure> measure(int rounds) throws Exception {
        List<Figure> figures = new ArrayList<>();
        for (int threads : atBoardsPace ? new int[] {8, 1} : new int[] {8}) {
            figures.addAll(measure(rounds, threads));
        }
        return figures;
    }

    private List<Figure> measure(int rounds, int threads) throws Exception {
        List<Round> without = new ArrayList<>();
        List<Round> bare = new ArrayList<>();
        List<Round> with = new ArrayList<>();
        Measurement.takeTurns(
                rounds,
                List.of(
                        new Measurement(() -> run(direct, BROKER_THREADS, threads, without)),
                        new Measurement(() -> run(shared, BROKER_THREADS, threads, with)),
                        new Measurement(() -> run(relayed, BareRelay.THREADS, threads, bare))));
        for (List<Round> all : List.of(without, bare, with)) {
            all.subList(0, all.size() - rounds).clear(); // warm-up
        }
        String who = (threads == 1 ? "1 thread" : threads + " threads")
                + (atBoardsPace ? " at a board's pace" : " at a device that answers at once");
        return List.of(
                Figure.ratio(
                        "1 KiB MACs a second, " + who + ": by the broker / without",
                        with.stream().map(Round::macsPerSecond).toList(),
                        without.stream().map(Round::macsPerSecond).toList(),
                        threads == 8 && atBoardsPace ? RATE_MIN : 0),
                Figure.quantity(
                        "the broker's CPU time for a 1 KiB MAC, " + who,
                        "µs",
                        with.stream().map(Round::between).toList(),
                        atBoardsPace ? 0 : CPU_MICROS_MAX),
                Figure.quantity(
                        "a bare relay's CPU time for a 1 KiB MAC, " + who,
                        "µs",
                        bare.stream().map(Round::between).toList(),
                        0),
                Figure.quantity(
                        "all CPU time for a 1 KiB MAC by the broker, " + who,
                        "µs",
                        with.stream().map(Round::all).toList(),
                        0),
                Figure.quantity(
                        "all CPU time for a 1 KiB MAC without, " + who,
                        "µs",
                        without.stream().map(Round::all).toList(),
                        0));
    }

    private double run(DueDevice device, String between, int threads, List<Round> rounds) throws Exception {
        long before = HostCost.cpuNanosOf(between);
        MacLoad.Result result = new MacLoad(device, KIB).run(threads, seconds);
        double nanos = HostCost.cpuNanosOf(between) - before;
        rounds.add(new Round(
                result.macsPerSecond(), nanos / 1e3 / result.macs(), result.cpuNanos() / 1e3 / result.macs()));
        return result.macsPerSecond();
    }

    @Override
    public void close() throws IOException, GeneralSecurityException {
        shared.close();
        relayed.close();
        direct.close();
        broker.close();
        relay.close();
        for (ModelledBoard board : boards) {
            board.close();
        }
        Files.delete(folder.resolve("relay"));
        for (String socket : BOARDS) {
            Files.delete(folder.resolve(socket));
        }
        Files.delete(folder);
    }
}
