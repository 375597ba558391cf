package org.duehsm.link;

import java.util.concurrent.TimeUnit;

/**
 * How long a device is left to another program that has taken it (PROTOCOL.md section 3). Two programs
 * that come back at once would evict each other for ever. Of several that do come back, the one that
 * has waited longest has had a session for no longer than another one waited, and so waits twice as
 * long the next time: they disturb each other less and less. Times are in nanoseconds, of any origin.
 */
public final class EvictionPause {

    public static final long FIRST_WAIT = TimeUnit.SECONDS.toNanos(10);
    public static final long LONGEST_WAIT = FIRST_WAIT << 8;

    private long opened;
    private long taken;
    private long wait;

    /** A session was opened. */
    public void opened(long now) {
        opened = now;
    }

    /** It was taken. */
    public void taken(long now) {
        boolean brief = now - opened < 2 * wait;
        wait = brief ? Math.min(2 * wait, LONGEST_WAIT) : FIRST_WAIT;
        taken = now;
    }

    /** Nanoseconds since the device was taken. */
    public long passed(long now) {
        return now - taken;
    }

    /** Nanoseconds until a session may be opened again; 0 or less: now. */
    public long left(long now) {
        return wait == 0 ? 0 : taken + wait - now;
    }
}
