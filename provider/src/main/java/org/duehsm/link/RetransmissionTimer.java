package org.duehsm.link;

/**
 * When to ask again, and when to give up. The time to wait follows the round trips seen (RFC 6298, without
 * its floor of a second), and doubles with each question until a request is answered that was sent once. Times are nanoseconds of any one
 * clock. With the lock of the session.
 */
final class RetransmissionTimer {

    private static final int MAX_DOUBLINGS = 12;
    private static final long LEAST_ROUND_TRIP = 1000;

    /** The longest wait is so small a part of the time-out, lest a device that is slow to come back be missed for long. */
    private static final int WAITS_PER_TIMEOUT = 8;

    private static final long NEVER = Long.MIN_VALUE;

    private final long timeout;

    private long shortest;
    private long smoothed;
    private long variation;
    private int questions;
    private int doublings;
    private long resumed = NEVER;
    private long lastProgress;
    private long lastSent;
    private long lastChance = NEVER;

    /**
     * @param timeout without progress after which a device counts as silent
     * @param roundTrip a first measurement of it, such as that of HELLO and WELCOME; at least a microsecond is taken
     */
    RetransmissionTimer(long timeout, long roundTrip) {
        this.timeout = timeout;
        this.shortest = Math.max(roundTrip, LEAST_ROUND_TRIP);
        this.smoothed = shortest;
        this.variation = shortest / 2;
    }

    /** Somebody waits for answers after nobody did: those that have come meanwhile say nothing of round trips. */
    void resumed(long now) {
        resumed = now;
        progress(now);
    }

    /** Something was acknowledged; or something is sent, or awaited, after nothing was. */
    void progress(long now) {
        lastProgress = now;
        lastSent = now;
        questions = 0;
        lastChance = NEVER;
    }

    /** A write has ended. */
    void sent(long now) {
        lastSent = now;
    }

    /** The device is asked again; returns how often it has been without progress. */
    int asked(long now) {
        lastSent = now;
        doublings = Math.min(doublings + 1, MAX_DOUBLINGS);
        return ++questions;
    }

    /**
     * A request that was sent once, then, is answered now. Only that ends the doubling (Karn): otherwise requests that
     * take longer than what was measured would all be asked for, and never be measured.
     */
    void sample(long sent, long now) {
        if (resumed != NEVER && sent < resumed) {
            return;
        }
        long roundTrip = now - sent;
        shortest = Math.min(shortest, Math.max(roundTrip, LEAST_ROUND_TRIP));
        variation += (Math.abs(roundTrip - smoothed) - variation) / 4;
        smoothed += (roundTrip - smoothed) / 8;
        doublings = 0;
    }

    /** Whether what comes now can be no answer to what was sent at that time. */
    boolean isTooSoon(long sent, long now) {
        return now - sent < shortest;
    }

    /** Whether, after the last byte came, so much time has passed that the rest of its frame should be here. */
    boolean isQuiet(long heard, long now) {
        return now - heard >= smoothed / 2;
    }

    /** Nanoseconds until the device is to be asked again; 0 or less: now. */
    long untilQuestion(long now) {
        long wait = smoothed + Math.max(smoothed / 2, 4 * variation) << doublings;
        return lastSent + Math.max(1, Math.min(wait, longestWait())) - now;
    }

    private long longestWait() {
        return timeout / WAITS_PER_TIMEOUT;
    }

    /**
     * Whether the device counts as silent now: the time-out has passed without progress, that was seen before, and it had
     * a last chance since. So a process that was stopped for a while looks at its input before it gives up.
     */
    boolean givesUp(long now) {
        if (now - lastProgress < timeout) {
            return false;
        }
        if (lastChance == NEVER) {
            lastChance = now;
        }
        return now - lastChance >= longestWait();
    }
}
