package org.duehsm.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

/** Something measured in each round. */
final class Measurement {

    private static final int WARM_UP_ROUNDS = 3;

    private final Callable<Double> body;
    private final List<Double> values = new ArrayList<>();

    Measurement(Callable<Double> body) {
        this.body = body;
    }

    /** What came out, round by round. */
    List<Double> values() {
        return values;
    }

    /**
     * Takes all measurements in each round, forwards and backwards in turn, so that the moods of the
     * machine hit neighbours alike. Some rounds more are taken first, and not counted.
     */
    static void takeTurns(int rounds, List<Measurement> measurements) throws Exception {
        List<Measurement> order = new ArrayList<>(measurements);
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            for (Measurement measurement : order) {
                double value = measurement.body.call();
                if (round >= 0) {
                    measurement.values.add(value);
                }
            }
            Collections.reverse(order);
        }
    }
}
