package org.duehsm.link;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * What goes wrong in a schedule, drawn from its seed: nothing, a single fault, or many. Their number is limited, so
 * that the rest of the schedule shows whether everything comes to its end.
 */
final class Faults {

    /** What may befall a frame on the line. */
    enum Kind {
        NONE,
        DROP_FRAME,
        DROP_BYTES,
        CORRUPT,
        INSERT,
        DUPLICATE,
        STALL
    }

    /** What may happen as the device is about to take a certain byte. */
    enum Event {
        RESET,
        DISCONNECT,
        SECOND_HOST,
        HOST_RESTART,
        POWER_CUT
    }

    record Incident(Event event, long atByte) {}

    private static final Kind[] KINDS = Kind.values();
    private static final Event[] EVENTS = Event.values();
    private static final int FRAMES_BEFORE_SINGLE = 30;
    private static final long FIRST_BYTES = 20;
    private static final int BYTES_DOUBLINGS = 11;

    private final SplittableRandom random;
    private final ArrayDeque<Incident> incidents = new ArrayDeque<>();
    private final ArrayDeque<Long> recent = new ArrayDeque<>();
    private final double[] rates = new double[2];
    private final Kind only;
    private int left;
    private boolean rare;
    private int[] hit;
    private boolean hitUp;
    private final int[] frames = new int[2];
    private long stalledUntil = Long.MIN_VALUE;

    private Faults(SplittableRandom random, Kind only) {
        this.random = random;
        this.only = only;
    }

    static Faults draw(SplittableRandom random) {
        int style = random.nextInt(100);
        Faults faults = new Faults(random, random.nextInt(3) == 0 ? anyKind(random) : null);
        if (style < 15) {
            return faults;
        }
        if (style < 40) {
            return style < 35
                    ? faults.hit(random.nextBoolean(), random.nextInt(FRAMES_BEFORE_SINGLE))
                    : faults.incident(random);
        }
        double most = style < 80 ? 0.06 : 0.4;
        int direction = random.nextInt(3);
        faults.rates[0] = direction == 1 ? 0 : random.nextDouble(most);
        faults.rates[1] = direction == 2 ? 0 : random.nextDouble(most);
        faults.left = 1 + random.nextInt(style < 80 ? 12 : 50);
        int events = random.nextInt(10);
        for (int i = 6; i < events; i++) {
            faults.incident(random);
        }
        return faults;
    }

    /** None at all. */
    static Faults none() {
        return new Faults(new SplittableRandom(0), null);
    }

    /** Of this kind, to the frames of these numbers, in this direction: too few for a session to end by them. */
    static Faults at(Kind kind, boolean up, SplittableRandom random, int... frames) {
        Faults faults = new Faults(random, kind).hit(up, frames);
        faults.rare = true;
        return faults;
    }

    /** Of this kind, as often as the rate says, in both directions, for ever: too rarely for a session to end by it. */
    static Faults steady(Kind kind, double rate, SplittableRandom random) {
        Faults faults = new Faults(random, kind);
        faults.rates[0] = rate;
        faults.rates[1] = rate;
        faults.left = Integer.MAX_VALUE;
        faults.rare = true;
        return faults;
    }

    /** Whether nothing will go wrong. */
    boolean isNone() {
        return left == 0 && incidents.isEmpty();
    }

    private Faults hit(boolean up, int... frames) {
        left = frames.length;
        hit = frames;
        hitUp = up;
        return this;
    }

    private Faults incident(SplittableRandom from) {
        Incident last = incidents.peekLast();
        long at = (last == null ? 0 : last.atByte) + (from.nextLong(FIRST_BYTES) << from.nextInt(BYTES_DOUBLINGS));
        incidents.addLast(new Incident(EVENTS[from.nextInt(EVENTS.length)], at));
        return this;
    }

    private static Kind anyKind(SplittableRandom random) {
        return KINDS[1 + random.nextInt(KINDS.length - 1)];
    }

    /** What becomes of the next frame that is sent in this direction. */
    Kind next(boolean up, long now) {
        int frame = frames[up ? 1 : 0]++;
        if (left == 0 || !isHit(up, frame)) {
            return Kind.NONE;
        }
        left--;
        recent.addLast(now);
        return only != null ? only : anyKind(random);
    }

    private boolean isHit(boolean up, int frame) {
        return hit == null
                ? random.nextDouble() < rates[up ? 1 : 0]
                : up == hitUp && Arrays.stream(hit).anyMatch(each -> each == frame);
    }

    /** How many frames were sent in this direction. */
    int frames(boolean up) {
        return frames[up ? 1 : 0];
    }

    /** The line stands still until then. */
    void stalled(long until) {
        stalledUntil = Math.max(stalledUntil, until);
    }

    /** The next incident, or null. */
    Incident nextIncident() {
        return incidents.peekFirst();
    }

    void incidentHappened() {
        incidents.removeFirst();
    }

    /** From now on nothing goes wrong. */
    void end() {
        left = 0;
        incidents.clear();
    }

    /** Whether the device may not have been heard for so long, although it was asked again and again. */
    boolean explainSilence(long now, long timeout) {
        long since = now - timeout - TimeUnit.MILLISECONDS.toNanos(200);
        while (!recent.isEmpty() && recent.peekFirst() < since) {
            recent.removeFirst();
        }
        return !rare && recent.size() >= 2 || stalledUntil >= since;
    }
}
