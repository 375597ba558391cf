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

    @ParameterizedTest(name = "{0}, to the device: {1}, callers: {2}, one way {3} µs")
    @CsvSource({
        "DROP_FRAME, true, 1, 50",
        "DROP_FRAME, true, 8, 50",
        "DROP_FRAME, false, 1, 50",
        "DROP_FRAME, false, 8, 50",
        "CORRUPT, true, 1, 50",
        "CORRUPT, true, 8, 50",
        "CORRUPT, false, 1, 50",
        "CORRUPT, false, 8, 50",
        "DROP_FRAME, true, 1, 10000",
        "DROP_FRAME, true, 8, 10000",
        "DROP_FRAME, false, 1, 10000",
        "DROP_FRAME, false, 8, 10000",
        "CORRUPT, true, 1, 10000",
        "CORRUPT, true, 8, 10000",
        "CORRUPT, false, 1, 10000",
        "CORRUPT, false, 8, 10000"
    })
    void aFrameThatIsLostCostsThreeRoundTripsAtMost(Faults.Kind kind, boolean up, int callers, long micros) {
        List<Double> costs = costs(terms(callers, OPERATIONS / callers, micros), kind, up, 0);
        System.out.printf(
                "%s, to the device: %b, callers: %d, one way %d µs: half cost up to %.1f round trips, nine in ten"
                        + " %.1f, all %.1f%n",
                kind,
                up,
                callers,
                micros,
                costs.get(costs.size() / 2),
                costs.get(costs.size() * 9 / 10),
                costs.get(costs.size() - 1));
        assertThat(costs.get(costs.size() - 1)).isLessThanOrEqualTo(3);
        if (kind == Faults.Kind.CORRUPT) {
            assertThat(costs.get(costs.size() / 2))
                    .as("what is seen to be damaged")
                    .isLessThanOrEqualTo(1.2);
        }
    }

    /** What is sent again may get lost as well, and nobody hears of it but by asking. */
    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void aFrameThatIsLostTwiceIsMissedTwice(int callers) {
        for (int again = 1; again <= 2 * Limits.WINDOW_MAX; again++) {
            List<Double> costs =
                    costs(terms(callers, OPERATIONS / callers, SHORT), Faults.Kind.DROP_FRAME, true, again);
            assertThat(costs.get(costs.size() - 1)).as("again after %d", again).isLessThanOrEqualTo(10);
        }
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

    /** A request takes longer there than HELLO did; the host learns that, and does not ask for each. */
    @ParameterizedTest
    @CsvSource({"115200, 1", "115200, 8", "250000, 1", "250000, 8"})
    void aSlowLineIsLeftInPeace(int baud, int callers) {
        Faults fast = Faults.none();
        Faults slow = Faults.none();
        run(terms(callers, 200 / callers, new Line.Speed(0, 50_000, 0, 4096, true)), fast);
        run(terms(callers, 200 / callers, new Line.Speed(baud, 50_000, 0, 4096, true)), slow);
        assertThat(slow.frames(true)).isLessThanOrEqualTo(fast.frames(true) + 20);
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
        return terms(callers, operations, new Line.Speed(0, TimeUnit.MICROSECONDS.toNanos(micros), 0, 4096, true));
    }

    private static LinkSimulation.Terms terms(int callers, int operations, Line.Speed speed) {
        return new LinkSimulation.Terms(
                callers,
                operations,
                speed,
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
