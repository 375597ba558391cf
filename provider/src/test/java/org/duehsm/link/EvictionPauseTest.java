package org.duehsm.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvictionPauseTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_SECONDS = TimeUnit.NANOSECONDS.toSeconds(EvictionPause.LONGEST_WAIT);
    private static final long DAY = TimeUnit.DAYS.toSeconds(1);

    private final EvictionPause pause = new EvictionPause();
    private long now = -5 * SECOND;

    private void standThenLose(long seconds) {
        pause.opened(now);
        now += seconds * SECOND;
        pause.taken(now);
    }

    private void assertWait(long seconds) {
        assertThat(pause.left(now)).isEqualTo(seconds * SECOND);
        assertThat(pause.passed(now + 1)).isEqualTo(1);
        now += seconds * SECOND;
        assertThat(pause.left(now - 1)).isPositive();
        assertThat(pause.left(now)).isZero();
    }

    @Test
    void nobodyWaitsBeforeAnythingWasTaken() {
        assertThat(pause.left(now)).isZero();
        pause.opened(now);
        assertThat(pause.left(now)).isZero();
    }

    @Test
    void whoIsEvictedSoonAgainWaitsTwiceAsLong() {
        standThenLose(0);
        for (long wait = 10; wait <= LONGEST_SECONDS; wait *= 2) {
            assertWait(wait);
            standThenLose(2 * wait - 1);
        }
        assertWait(LONGEST_SECONDS);
    }

    @Test
    void aSessionThatStoodTwiceTheWaitStartsAnew() {
        standThenLose(0);
        assertWait(10);
        standThenLose(1);
        assertWait(20);
        standThenLose(40);
        assertWait(10);
    }

    /** Programs that all want the device all the time, at a port that lets all of them in; seconds for a day. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void programsThatAllComeBackDisturbEachOtherLessAndLess(int programs) {
        List<EvictionPause> all =
                Stream.generate(EvictionPause::new).limit(programs).toList();
        boolean[] evicted = new boolean[programs];
        List<Long> evictions = new ArrayList<>();
        int holder = 0;
        for (long second = 1; second <= DAY; second++) {
            long time = second * SECOND;
            for (int i : IntStream.range(0, programs).toArray()) {
                if (i != holder && (!evicted[i] || all.get(i).left(time) <= 0)) {
                    all.get(i).opened(time);
                    all.get(holder).taken(time);
                    evicted[holder] = true;
                    evictions.add(second);
                    holder = i;
                }
            }
        }
        long lastHour = evictions.stream().filter(second -> second > DAY - 3600).count();
        assertThat(lastHour).isLessThanOrEqualTo(programs * (3600 / LONGEST_SECONDS + 1) * 2);
        assertThat(evictions).hasSizeLessThan(programs * 100);
    }
}
