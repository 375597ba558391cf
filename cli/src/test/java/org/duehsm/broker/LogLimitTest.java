package org.duehsm.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nobody fills the log. */
class LogLimitTest {

    private final List<String> written = new ArrayList<>();
    private long now = Long.MAX_VALUE; // as nanoTime may be
    private final LogLimit limit = new LogLimit(written::add, () -> now);

    @Test
    void ofEachSubjectThereIsALineAMinute() {
        limit.say("a", "a 1");
        limit.say("b", "b 1");
        limit.say("a", "a 2");
        now += LogLimit.PAUSE - 1;
        limit.say("a", "a 3");
        now++;
        limit.say("a", "a 4");
        limit.say("b", "b 2");
        assertThat(written).containsExactly("a 1", "b 1", "a 4 (and 2 times more since the last such line)", "b 2");
    }

    @Test
    void soManySubjectsAMinuteAndNoMore() {
        for (int i = 0; i < 2 * LogLimit.SUBJECTS; i++) {
            limit.say("subject " + i, "line");
        }
        assertThat(written).hasSize(LogLimit.SUBJECTS);
        now += LogLimit.PAUSE;
        limit.say("another", "next minute");
        assertThat(written).hasSize(LogLimit.SUBJECTS + 1).endsWith("next minute");
    }
}
