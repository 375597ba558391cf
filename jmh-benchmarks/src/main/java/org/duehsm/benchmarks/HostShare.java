package org.duehsm.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What the host spends on a MAC while the device does nothing and answers at once. */
final class HostShare {

    private static final int KIB = 1 << 10;
    private static final double CPU_MICROS_MAX = 10;
    private static final double BYTES_MAX = 200;

    private final MacLoad load;
    private final double seconds;

    HostShare(DueDevice loopback, double seconds) {
        this.load = new MacLoad(loopback, KIB);
        this.seconds = seconds;
    }

    List<Figure> measure(int rounds) throws Exception {
        List<Figure> figures = new ArrayList<>();
        for (int threads : new int[] {8, 1}) {
            List<MacLoad.Result> results = new ArrayList<>();
            Measurement macs = new Measurement(() -> {
                MacLoad.Result result = load.run(threads, seconds);
                results.add(result);
                return result.macsPerSecond();
            });
            Measurement.takeTurns(rounds, List.of(macs));
            List<MacLoad.Result> counted = results.subList(results.size() - rounds, results.size());
            String who = threads == 1 ? "1 thread" : threads + " threads";
            figures.add(Figure.quantity(
                    "host's CPU time for a 1 KiB MAC, " + who,
                    "µs",
                    counted.stream().map(r -> r.cpuNanos() / 1e3 / r.macs()).toList(),
                    CPU_MICROS_MAX));
            figures.add(Figure.quantity(
                    "allocated for a 1 KiB MAC, " + who,
                    "B",
                    counted.stream().map(r -> (double) r.allocated() / r.macs()).toList(),
                    BYTES_MAX));
            figures.add(Figure.quantity("1 KiB MACs by the loopback device, " + who, "/s", macs.values(), 0));
        }
        return figures;
    }
}
