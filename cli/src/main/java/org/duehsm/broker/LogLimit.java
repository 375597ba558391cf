package org.duehsm.broker;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Keeps clients from filling the log with what they do: of each subject it has a line a minute, which says how many were
 * left out before. When there are more than {@value #SUBJECTS} subjects in a minute, those beyond are left out. For any
 * thread.
 */
final class LogLimit {

    static final int SUBJECTS = 256;
    static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

    private static final class Said {
        private long when;
        private long leftOut;
    }

    private final Consumer<String> log;
    private final LongSupplier clock;
    private final Map<String, Said> subjects = new HashMap<>();

    /** @param clock gives nanoseconds, as {@link System#nanoTime} does */
    LogLimit(Consumer<String> log, LongSupplier clock) {
        this.log = log;
        this.clock = clock;
    }

    /** @param subject who did what, without anything that a client chooses */
    synchronized void say(String subject, String line) {
        long now = clock.getAsLong();
        Said said = subjects.get(subject);
        if (said != null && now - said.when < PAUSE) {
            said.leftOut++;
            return;
        }
        if (said == null) {
            if (subjects.size() >= SUBJECTS) {
                subjects.values().removeIf(old -> now - old.when >= PAUSE);
            }
            if (subjects.size() >= SUBJECTS) {
                return;
            }
            said = new Said();
            subjects.put(subject, said);
        }
        log.accept(said.leftOut == 0 ? line : line + " (and " + said.leftOut + " times more since the last such line)");
        said.when = now;
        said.leftOut = 0;
    }
}
