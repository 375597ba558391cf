package org.duehsm.link;

import java.util.concurrent.TimeUnit;

/**
 * When to send again, and when to give up. The time to wait follows the round trips seen (RFC 6298),
 * plus what the bytes on the way take on a serial line; it doubles with each repetition without
 * progress. Times are nanoseconds of any
 * one clock. With the lock of the session.
 */
final class RetransmissionTimer {

    private static final long FLOOR = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int BITS_PER_BYTE = 10;
    private static final int MAX_DOUBLINGS = 6;

    private final long timeout;
    private final long floor;
    private final int baud;

    private long smoothed;
    private long variation;
    private int repetitions;
    private long lastProgress;
    private long lastSent;

    /**
     * @param timeout nanoseconds without progress after which a device counts as silent
     * @param baud of the line, 0 if it is not the limit
     */
    RetransmissionTimer(long timeout, int baud) {
        this.timeout = timeout;
        this.floor = Math.max(1, Math.min(FLOOR, timeout / 4));
        this.baud = baud;
    }

    /** Something was acknowledged; or something is sent, or awaited, after nothing was. */
    void progress(long now) {
        lastProgress = now;
        lastSent = now;
        repetitions = 0;
    }

    /** A write has ended. */
    void sent(long now) {
        lastSent = now;
    }

    /** Everything is to be sent again. */
    void repeated(long now) {
        lastSent = now;
        repetitions++;
    }

    /** A request that was sent once was answered after so long. */
    void sample(long roundTrip) {
        if (smoothed == 0) {
            smoothed = roundTrip;
            variation = roundTrip / 2;
        } else {
            variation += (Math.abs(roundTrip - smoothed) - variation) / 4;
            smoothed += (roundTrip - smoothed) / 8;
        }
    }

    /** Nanoseconds until requests are to be sent again, given the bytes on the way; 0 or less: now. */
    long untilRepetition(long now, long bytesOnWay) {
        return lastSent + interval(bytesOnWay) - now;
    }

    /** Nanoseconds until there is something to do while requests are on the way and nothing comes. */
    long untilDue(long now, long bytesOnWay) {
        long repetition = untilRepetition(now, bytesOnWay);
        return repetitions == 0 ? repetition : Math.min(repetition, Math.max(untilSilent(now), untilLook(now)));
    }

    private long untilLook(long now) {
        return lastSent + floor / 2 - now;
    }

    private long interval(long bytesOnWay) {
        long wait = Math.max(floor, smoothed + 4 * variation);
        if (baud > 0) {
            wait += TimeUnit.SECONDS.toNanos(bytesOnWay * BITS_PER_BYTE) / baud;
        }
        return wait << Math.min(repetitions, MAX_DOUBLINGS);
    }

    /** Nanoseconds until the device counts as silent; 0 or less: it does. */
    long untilSilent(long now) {
        return lastProgress + timeout - now;
    }

    /**
     * Whether nothing came back although requests were repeated: so a process that was stopped for
     * a while looks at its input before it gives up.
     */
    boolean hasRepeated(long now) {
        return repetitions > 0 && untilLook(now) <= 0;
    }
}
