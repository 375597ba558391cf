package org.duehsm.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.duehsm.firmware.ReplayableDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a fault costs, in virtual time: a schedule with it, against the same one without. */
class RecoveryTest {

    private static final long SEED = 17;
    private static final long NANOS_PER_BYTE = 10;
    private static final int OPERATIONS = 24;
    private static final long SHORT = 50;
    private static final long LONG = 10_000;

    private final ReplayableDevice device = new ReplayableDevice(0);

    /** Others' frames show that one is missing. What is left to the time are the last frames before all is silent. */
    @ParameterizedTest(name = "{0}, to the device: {1}, callers: {2}, and again after {3}")
    @CsvSource({
        "DROP_FRAME, true, 2, 0",
        "DROP_FRAME, true, 8, 0",
        "DROP_FRAME, false, 2, 0",
        "DROP_FRAME, false, 8, 0",
        "CORRUPT, true, 2, 0",
        "CORRUPT, true, 8, 0",
        "CORRUPT, false, 2, 0",
        "CORRUPT, false, 8, 0",
        "DROP_FRAME, true, 8, 9",
        "CORRUPT, true, 8, 9"
    })
    void aFrameThatIsLostInCompanyIsMissedAtOnce(Faults.Kind kind, boolean up, int callers, int again) {
        List<Double> costs = costs(terms(callers, OPERATIONS / callers, SHORT), kind, up, again);
        assertThat(costs.get(costs.size() * 9 / 10))
                .as("round trips that nine of ten lost frames cost")
                .isLessThanOrEqualTo(again == 0 ? 2 : 4);
    }

    /** What each frame costs that is lost, in round trips, cheapest first. */
    private List<Double> costs(LinkSimulation.Terms terms, Faults.Kind kind, boolean up, int again) {
        Faults none = Faults.none();
        long clean = run(terms, none);
        List<Double> costs = new ArrayList<>();
        // The first frame each way opens the session: that one is waited for.
        for (int frame = 1; frame < none.frames(up); frame++) {
            SplittableRandom random = new SplittableRandom(frame);
            int[] frames = again == 0 ? new int[] {frame} : new int[] {frame, frame + again};
            costs.add((run(terms, Faults.at(kind, up, random, frames)) - clean) / roundTrip(terms));
        }
        Collections.sort(costs);
        return costs;
    }

    @ParameterizedTest
    @ValueSource(longs = {SHORT, LONG})
    void aRequestAfterAResetFindsTheSessionDead(long micros) {
        LinkSimulation.Terms terms = terms(0, 0, micros);
        LinkSimulation simulation = simulation(terms, Faults.none());
        List<Long> times = new ArrayList<>();
        Call call = new Call();
        simulation.host().open(on -> ask(simulation, on, call, 4, times), why -> times.add(-1L));
        while (times.isEmpty()) {
            assertThat(simulation.time().step()).isTrue();
        }
        assertThat((double) times.get(0)).isPositive().isLessThanOrEqualTo(2 * roundTrip(terms));
    }

    private static void ask(LinkSimulation simulation, DrivenSession on, Call call, int more, List<Long> times) {
        long began = simulation.time().now();
        call.request().start(Verb.INFO).u8(0);
        if (more == 0) {
            simulation.device().reset();
        }
        on.perform(
                call,
                true,
                () -> ask(simulation, on, call, more - 1, times),
                why -> times.add(simulation.time().now() - began));
    }

    @Test
    void oneFrameInAHundredDamaged() {
        for (int callers : new int[] {1, 8}) {
            for (long micros : new long[] {SHORT, LONG}) {
                LinkSimulation.Terms terms = terms(callers, 300, micros);
                long clean = run(terms, Faults.none());
                long damaged = run(terms, Faults.steady(Faults.Kind.CORRUPT, 0.01, new SplittableRandom(SEED)));
                System.out.printf(
                        "1 %% of frames damaged, callers: %d, one way %d µs: %.2f of the clean line's rate%n",
                        callers, micros, (double) clean / damaged);
            }
        }
    }

    private long run(LinkSimulation.Terms terms, Faults faults) {
        LinkSimulation simulation = simulation(terms, faults);
        simulation.run();
        return simulation.elapsed();
    }

    private LinkSimulation simulation(LinkSimulation.Terms terms, Faults faults) {
        return new LinkSimulation(SEED, terms, faults, device, TestKeys.on(device, SEED), null);
    }

    /** A line that only takes its time, and callers that come back at once. */
    private static LinkSimulation.Terms terms(int callers, int operations, long micros) {
        return new LinkSimulation.Terms(
                callers,
                operations,
                new Line.Speed(0, TimeUnit.MICROSECONDS.toNanos(micros), 0, 4096, true),
                NANOS_PER_BYTE,
                TimeUnit.SECONDS.toNanos(3),
                1,
                1,
                Limits.WINDOW_MAX,
                64,
                16384,
                false);
    }

    private static double roundTrip(LinkSimulation.Terms terms) {
        return 2 * terms.speed().latency() + NANOS_PER_BYTE * Limits.REQUEST_PAYLOAD_MAX;
    }
}
