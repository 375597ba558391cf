package org.duehsm.link;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.duehsm.firmware.ReplayableDevice;

/**
 * One schedule of the link, all of it from one seed: callers, the host's {@link Session}, a line that does what lines
 * do at their worst, and the firmware itself, in virtual time and one thread.
 */
final class LinkSimulation {

    /** What a schedule is like; times in nanoseconds. */
    record Terms(
            int callers,
            int operations,
            Line.Speed speed,
            long nanosPerByte,
            long timeout,
            long longestThought,
            long longestWake,
            int window,
            int streams,
            long receive,
            boolean onlyReads) {

        static Terms draw(SplittableRandom random) {
            int[] bauds = {0, 0, 0, 115_200, 250_000, 1_000_000};
            int baud = bauds[random.nextInt(bauds.length)];
            long latency = MICRO << random.nextInt(4, 15);
            int[] windows = {16, 16, 16, 8, 4, 2, 1};
            int[] streams = {64, 64, 8, 3, 2};
            int[] pieces = {4096, 4096, 4096, 600, 600, 600, 64, 64, 64, 64, 64, 5};
            return new Terms(
                    1 + random.nextInt(random.nextInt(8) + 1),
                    1 + random.nextInt(5),
                    new Line.Speed(
                            baud,
                            latency,
                            random.nextInt(2) * latency,
                            pieces[random.nextInt(pieces.length)],
                            random.nextBoolean()),
                    random.nextInt(300),
                    TimeUnit.SECONDS.toNanos(baud == 0 ? 1 + random.nextInt(3) : 3),
                    1 + (MICRO << random.nextInt(20)),
                    1 + (MICRO << random.nextInt(8)),
                    windows[random.nextInt(windows.length)],
                    streams[random.nextInt(streams.length)],
                    random.nextInt(4) == 0 ? 700 + random.nextInt(4000) : 16384,
                    false);
        }

        /** The terms that a device with less would have offered. */
        Welcome narrowed(Welcome welcome) {
            return new Welcome(
                    welcome.epoch(),
                    welcome.flags(),
                    welcome.boot(),
                    Math.min(window, welcome.window()),
                    welcome.board(),
                    welcome.maxPayload(),
                    Math.min(receive, welcome.receiveBytes()),
                    Math.min(streams, welcome.streams()),
                    welcome.firmware(),
                    welcome.uniqueId());
        }
    }

    private static final long MICRO = 1000;
    private static final long STEPS_MAX = 2_000_000;
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(10);

    private final Terms terms;
    private final VirtualTime time = new VirtualTime();
    private final Trace trace;
    private final Faults faults;
    private final boolean clean;
    private final Ledger ledger = new Ledger();
    private final StreamsInUse streams = new StreamsInUse(this);
    private final Set<Integer> drawn = new HashSet<>();
    private final TestKeys keys;
    private final HostEnd host;
    private final DeviceEnd device;
    private final Line up;
    private final Line down;
    private final Caller[] callers;
    private int ended;
    private long elapsed;

    /**
     * @param device put to where a schedule begins
     * @param lines where to print what happens, or null
     */
    LinkSimulation(long seed, Terms terms, Faults faults, ReplayableDevice device, TestKeys keys, PrintStream lines) {
        SplittableRandom random = new SplittableRandom(seed);
        this.terms = terms;
        this.faults = faults;
        this.clean = faults.isNone();
        this.keys = keys;
        this.trace = new Trace(time, lines);
        this.host = new HostEnd(this, time, trace, random.split(), terms);
        this.down = new Line(time, trace, random.split(), faults, false, terms.speed(), host::arrive);
        this.device = new DeviceEnd(
                time,
                trace,
                random.split(),
                faults,
                device,
                terms.nanosPerByte(),
                answer -> down().send(answer, answer.length),
                host::incident);
        this.up = new Line(time, trace, random.split(), faults, true, terms.speed(), this.device::arrive);
        this.callers = new Caller[terms.callers()];
        Arrays.setAll(callers, i -> new Caller(this, random.split(), i, terms.operations()));
        keys.all().forEach(ledger::add);
        if (lines != null) {
            lines.println("seed " + seed + ": " + terms);
        }
    }

    /** A schedule that is drawn from the seed. */
    static LinkSimulation draw(long seed, ReplayableDevice device, PrintStream lines) {
        SplittableRandom random = new SplittableRandom(seed);
        TestKeys keys = TestKeys.on(device, random.nextLong());
        return new LinkSimulation(
                random.nextLong(), Terms.draw(random), Faults.draw(random.split()), device, keys, lines);
    }

    /**
     * Runs it; returns a number that two runs have in common only if all of it was the same.
     *
     * @throws AssertionError if something went wrong that must not
     */
    long run() {
        long began = time.now();
        for (Caller caller : callers) {
            caller.next();
        }
        steps("a caller", () -> ended == callers.length);
        elapsed = time.now() - began;
        faults.end();
        device.keepPower();
        host.endPause();
        Inspection inspection = new Inspection(this);
        inspection.begin();
        steps("the inspection", inspection::isDone);
        return trace.hash();
    }

    private interface Done {
        boolean is();
    }

    private void steps(String who, Done done) {
        long end = time.now() + LONGEST;
        for (long i = 0; !done.is(); i++) {
            check(time.step(), who + " waits for ever");
            check(i < STEPS_MAX, who + " keeps everything busy for ever");
            check(time.now() < end, who + " waits for more than ten minutes");
        }
    }

    /** How long the callers took for all they had to do. */
    long elapsed() {
        return elapsed;
    }

    void check(boolean right, String what) {
        if (!right) {
            throw new AssertionError("after " + time.now() / MICRO + " µs: " + what);
        }
    }

    void note(String what, long value) {
        trace.note(what, value);
    }

    /** A caller has done all that it had to do. */
    void ended() {
        ended++;
    }

    /** Whether nothing goes wrong in it. */
    boolean isClean() {
        return clean;
    }

    /** Whether this was not said before. */
    boolean isNew(int number) {
        return drawn.add(number);
    }

    Ledger.Key anyKey(SplittableRandom random) {
        return keys.any(random);
    }

    Terms terms() {
        return terms;
    }

    VirtualTime time() {
        return time;
    }

    Faults faults() {
        return faults;
    }

    Ledger ledger() {
        return ledger;
    }

    StreamsInUse streams() {
        return streams;
    }

    HostEnd host() {
        return host;
    }

    DeviceEnd device() {
        return device;
    }

    Line up() {
        return up;
    }

    Line down() {
        return down;
    }
}
