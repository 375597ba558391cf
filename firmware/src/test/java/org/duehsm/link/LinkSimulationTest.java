package org.duehsm.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.duehsm.firmware.ReplayableDevice;
import org.junit.jupiter.api.Test;

/**
 * The link under every fault that a line, a device and a host can have, in as many schedules as {@code
 * -Dlink.schedules} says, from the seed {@code -Dlink.first} on; {@code -Dlink.seed=N} runs that one alone, and prints
 * what happens in it.
 */
class LinkSimulationTest {

    private static final int SCHEDULES = Integer.getInteger("link.schedules", 10_000);
    private static final long FIRST = Long.getLong("link.first", 0);
    private static final int REPLAYED = 50;

    private static final ThreadLocal<ReplayableDevice> DEVICE = ThreadLocal.withInitial(() -> new ReplayableDevice(0));

    @Test
    void keepsItsPromises() {
        Long seed = Long.getLong("link.seed");
        if (seed != null) {
            System.out.printf(
                    "%016x%n",
                    LinkSimulation.draw(seed, DEVICE.get(), System.out).run());
            return;
        }
        ConcurrentSkipListMap<Long, Throwable> failed = new ConcurrentSkipListMap<>();
        LongStream.range(FIRST, FIRST + SCHEDULES).parallel().forEach(each -> {
            try {
                if (failed.isEmpty() || each < failed.firstKey()) {
                    run(each);
                }
            } catch (AssertionError | RuntimeException e) {
                failed.put(each, e);
            }
        });
        if (!failed.isEmpty()) {
            long first = failed.firstKey();
            throw new AssertionError(
                    "schedule " + first + ": " + failed.get(first).getMessage()
                            + "; to replay it, into firmware/target/surefire-reports: mvn -pl firmware -am test"
                            + " -Dfirmware.skipTests -Dtest=LinkSimulationTest -Dsurefire.failIfNoSpecifiedTests=false -Dlink.seed="
                            + first,
                    failed.get(first));
        }
    }

    private static long run(long seed) {
        return LinkSimulation.draw(seed, DEVICE.get(), null).run();
    }

    /** The numbers of requests are 16 bits wide; answers are lost where they begin again. */
    @Test
    void countsBeyondTheWidthOfItsNumbers() {
        LinkSimulation.Terms terms = new LinkSimulation.Terms(
                8, 8500, new Line.Speed(0, 50_000, 0, 4096, true), 10, 10_000_000_000L, 1, 1, 16, 64, 16384, true);
        int[] answers =
                IntStream.range((1 << Short.SIZE) - 10, (1 << Short.SIZE) + 10).toArray();
        Faults faults = Faults.at(Faults.Kind.DROP_FRAME, false, new SplittableRandom(0), answers);
        new LinkSimulation(1, terms, faults, DEVICE.get(), TestKeys.on(DEVICE.get(), 1), null).run();
    }

    @Test
    void replaysToTheByte() {
        for (long seed = 0; seed < REPLAYED; seed++) {
            long first = run(seed);
            run(seed + 1);
            assertThat(run(seed)).as("seed " + seed).isEqualTo(first);
        }
    }
}
