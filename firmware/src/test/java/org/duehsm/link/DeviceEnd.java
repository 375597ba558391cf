package org.duehsm.link;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.duehsm.firmware.ReplayableDevice;

/** The firmware at its end of the line: it takes what arrives, needs time for it, and is reset in the middle of it. */
final class DeviceEnd {

    private static final long LONGEST_BOOT = TimeUnit.MILLISECONDS.toNanos(300);

    private static final int OTHERS_REQUESTS = 40;

    private final VirtualTime time;
    private final Trace trace;
    private final SplittableRandom random;
    private final Faults faults;
    private final ReplayableDevice device;
    private final long nanosPerByte;
    private final Consumer<byte[]> answers;
    private final Consumer<Faults.Event> incidents;

    private long freeAt;
    private long offUntil;
    private long taken;
    private int resets;
    private int others;

    /** @param incidents is told what happens to the host or to the line */
    DeviceEnd(
            VirtualTime time,
            Trace trace,
            SplittableRandom random,
            Faults faults,
            ReplayableDevice device,
            long nanosPerByte,
            Consumer<byte[]> answers,
            Consumer<Faults.Event> incidents) {
        this.time = time;
        this.trace = trace;
        this.random = random;
        this.faults = faults;
        this.device = device;
        this.nanosPerByte = nanosPerByte;
        this.answers = answers;
        this.incidents = incidents;
    }

    /** How often it was reset. */
    int resets() {
        return resets;
    }

    /** How many sessions other hosts have opened. */
    int others() {
        return others;
    }

    /** The power fails no more. */
    void keepPower() {
        device.keepPower();
    }

    /** Bytes have come out of the line. */
    void arrive(byte[] bytes) {
        if (time.now() < offUntil) {
            return;
        }
        freeAt = Math.max(freeAt, time.now()) + bytes.length * nanosPerByte;
        int before = resets;
        time.at(freeAt, () -> {
            if (before == resets) {
                take(bytes, 0);
            }
        });
    }

    private void take(byte[] bytes, int from) {
        Faults.Incident incident = faults.nextIncident();
        boolean due = incident != null && incident.atByte() < taken + bytes.length - from;
        int to = due ? from + (int) Math.max(0, incident.atByte() - taken) : bytes.length;
        if (to > from) {
            taken += to - from;
            byte[] answer = device.take(bytes, from, to - from);
            if (!device.isOn()) {
                reset(Faults.Event.POWER_CUT);
                return;
            }
            if (answer.length > 0) {
                answers.accept(answer);
            }
        }
        if (due) {
            faults.incidentHappened();
            trace.note(incident.event().name(), taken);
            if (happen(incident.event())) {
                take(bytes, to);
            }
        }
    }

    /** Returns whether the device goes on with what it has received. */
    private boolean happen(Faults.Event event) {
        switch (event) {
            case RESET -> {
                reset(event);
                return false;
            }
            case POWER_CUT -> {
                device.cutPowerAfter(random.nextInt(3), random.nextInt(257));
                return true;
            }
            case SECOND_HOST -> {
                others++;
                byte[] nonce = new byte[Limits.NONCE_SIZE];
                random.nextBytes(nonce);
                OtherHost other = new OtherHost(device);
                answers.accept(other.open(nonce));
                for (int i = random.nextInt(OTHERS_REQUESTS); i > 0; i--) {
                    answers.accept(other.send(new Request().start(Verb.INFO).u8(1)));
                }
                return true;
            }
            default -> {
                incidents.accept(event);
                return random.nextBoolean();
            }
        }
    }

    /** Presses the reset button, while the line stays open. */
    void reset() {
        resets++;
        device.reset();
    }

    private void reset(Faults.Event why) {
        reset();
        offUntil = random.nextBoolean() ? time.now() : time.now() + random.nextLong(LONGEST_BOOT);
        freeAt = offUntil;
        faults.stalled(offUntil);
        trace.note("booted", resets);
        incidents.accept(why);
    }
}
