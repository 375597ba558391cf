package org.duehsm.benchmarks;

import java.util.List;

/** MACs over a line that damages one frame in a hundred against one that damages none, both {@link DamagedPort}s of the same device. */
final class DamageRatios {

    private static final int KIB = 1 << 10;
    private static final int ONE_IN = 100;

    private final DueDevice device;
    private final double seconds;

    DamageRatios(DueDevice device, double seconds) {
        this.device = device;
        this.seconds = seconds;
    }

    List<Figure> measure(int rounds) throws Exception {
        Measurement one = macs(1, 0);
        Measurement oneDamaged = macs(1, ONE_IN);
        Measurement eight = macs(8, 0);
        Measurement eightDamaged = macs(8, ONE_IN);
        try {
            Measurement.takeTurns(rounds, List.of(one, oneDamaged, eight, eightDamaged));
        } finally {
            device.leaveLine();
        }
        return List.of(
                Figure.ratio(
                        "1 KiB MACs a second, 8 threads: 1 % of frames damaged / clean line",
                        eightDamaged.values(), eight.values(), 0.6),
                Figure.ratio(
                        "1 KiB MACs a second, 1 thread: 1 % of frames damaged / clean line",
                        oneDamaged.values(), one.values(), 0.3));
    }

    private Measurement macs(int threads, int oneIn) {
        MacLoad load = new MacLoad(device, KIB);
        return new Measurement(() -> {
            device.damageLine(oneIn);
            // Opens the session, which is not to be in the figure.
            load.run(1, 0);
            return load.run(threads, seconds).macsPerSecond();
        });
    }
}
