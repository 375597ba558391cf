package org.duehsm.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.duehsm.client.ClientConfig;
import org.duehsm.port.Ports;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The host path against the limit of the line, in one run: what is compared is measured in turn, round
 * by round, so that the machine's moods hit both sides.
 */
@Command(
        name = "ratios",
        mixinStandardHelpOptions = true,
        description = "Compares MACs through the provider with a bare loop on the same device.")
public final class Ratios implements Callable<Integer> {

    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;
    private static final int BARE_KIB_MESSAGES = 1 << 15;
    private static final int BARE_MIB_MESSAGES = 32;
    private static final int WARM_UP_ROUNDS = 2;

    @Option(names = "--port", description = "The device; without, a virtual Due is started.")
    private String port;

    @Option(names = "--rounds", defaultValue = "11", description = "Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "1", description = "For each measurement; default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(names = "--only", description = "line or host; without, both.")
    private String only;

    private final List<Figure> figures = new ArrayList<>();

    public static void main(String[] args) {
        System.exit(new CommandLine(new Ratios()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (!"host".equals(only)) {
            measure(port == null ? "virtual" : "DueHSM", this::line);
        }
        if (!"line".equals(only)) {
            measure("loopback", this::host);
        }
        figures.forEach(System.out::println);
        return 0;
    }

    private interface Rounds {
        void run(Peer peer) throws Exception;
    }

    private void measure(String name, Rounds body) throws Exception {
        if (port != null) {
            System.setProperty("duehsm.port", port);
        }
        Peer peer = new Peer();
        peer.peer = name;
        peer.start();
        try {
            body.run(peer);
        } finally {
            peer.stop();
        }
    }

    private void line(Peer peer) throws Exception {
        MacLoad kib = new MacLoad(peer::newMac, KIB);
        MacLoad mib = new MacLoad(peer::newMac, MIB);
        List<Measurement> measurements = List.of(
                new Measurement(() -> bare(peer, KIB, BARE_KIB_MESSAGES)),
                new Measurement(() -> kib.run(8, seconds, 0).macsPerSecond()),
                new Measurement(() -> kib.run(64, seconds, 0).macsPerSecond()),
                new Measurement(() -> bare(peer, MIB, BARE_MIB_MESSAGES)),
                new Measurement(() -> mib.run(1, seconds, 0).macsPerSecond()),
                new Measurement(() -> kib.run(1, seconds, 0).macsPerSecond()));
        repeat(measurements);
        List<Double> bareKib = measurements.get(0).values;
        List<Double> eight = measurements.get(1).values;
        List<Double> sixtyFour = measurements.get(2).values;
        List<Double> bareMib = measurements.get(3).values;
        List<Double> mibMacs = measurements.get(4).values;
        List<Double> one = measurements.get(5).values;
        figures.add(Figure.ratio("1 KiB MACs/s, 8 threads / bare loop", eight, bareKib, 0.8));
        figures.add(Figure.ratio("1 MiB MACs/s, 1 thread / bare loop", mibMacs, bareMib, 0.9));
        figures.add(Figure.ratio("1 KiB MACs/s, 64 threads / 8 threads", sixtyFour, eight, 0.9));
        figures.add(Figure.ratio("1 KiB MACs/s, 1 thread / bare loop", one, bareKib, 0));
    }

    private void host(Peer peer) throws Exception {
        MacLoad kib = new MacLoad(peer::newMac, KIB);
        for (int threads : new int[] {1, 8}) {
            List<MacLoad.Result> results = new ArrayList<>();
            repeat(List.of(new Measurement(() -> {
                MacLoad.Result result = kib.run(threads, seconds, peer.deviceThread());
                results.add(result);
                return result.macsPerSecond();
            })));
            List<MacLoad.Result> counted = results.subList(WARM_UP_ROUNDS, results.size());
            figures.add(Figure.atMost(
                    "host CPU µs per 1 KiB MAC, " + threads + " threads, loopback",
                    counted.stream().map(r -> r.cpuNanos() / 1e3 / r.macs()).toList(),
                    10));
            figures.add(Figure.atMost(
                    "bytes allocated per 1 KiB MAC, " + threads + " threads, loopback",
                    counted.stream().map(r -> (double) r.allocated() / r.macs()).toList(),
                    200));
            figures.add(Figure.atMost(
                    "1 KiB MACs/s, " + threads + " threads, loopback",
                    counted.stream().map(MacLoad.Result::macsPerSecond).toList(),
                    0));
        }
    }

    private void repeat(List<Measurement> measurements) throws Exception {
        List<Measurement> order = new ArrayList<>(measurements);
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            for (Measurement measurement : order) {
                measurement.take(round >= 0);
            }
            Collections.reverse(order);
        }
    }

    private static final class Measurement {
        final Callable<Double> body;
        final List<Double> values = new ArrayList<>();

        Measurement(Callable<Double> body) {
            this.body = body;
        }

        void take(boolean counts) throws Exception {
            double value = body.call();
            if (counts) {
                values.add(value);
            }
        }
    }

    /** Takes the device for itself for a while. */
    private double bare(Peer peer, int size, int messages) throws Exception {
        byte[] expected = peer.newMac().doFinal(new byte[size]);
        ClientConfig config = peer.client().config();
        peer.client().close();
        try (BareLoop loop = new BareLoop(
                Ports.open(config.port(), config.baud(), (int) config.timeout().toMillis()))) {
            loop.prepare(Peer.KEY_ID.getBytes(StandardCharsets.UTF_8), size, messages);
            BareLoop.Result result = loop.run((long) (seconds * TimeUnit.SECONDS.toNanos(1)));
            if (!Arrays.equals(expected, loop.mac())) {
                throw new IllegalStateException("the bare loop got a wrong MAC");
            }
            return result.messagesPerSecond();
        }
    }
}
