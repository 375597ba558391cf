package org.duehsm.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.duehsm.firmware.JvmDue;

/** The device inside the JVM: its MACs against those of another device, its round trip and its start. */
final class JvmRatios {

    private static final int KIB = 1 << 10;
    private static final double ROUND_TRIP_MICROS_MAX = 10;
    private static final double FIRST_MAC_SECONDS_MAX = 1;
    private static final byte[] HELLO = Frames.hello(new byte[Frames.NONCE_SIZE]);

    private final DueDevice other;
    private final double seconds;

    JvmRatios(DueDevice other, double seconds) {
        this.other = other;
        this.seconds = seconds;
    }

    List<Figure> measure(int rounds) throws Exception {
        try (DueDevice device = DueDevice.jvm();
                JvmDue stepped = JvmDue.inMemory()) {
            Measurement here = macs(device);
            Measurement there = macs(other);
            Measurement roundTrip = new Measurement(() -> roundTripMicros(stepped));
            Measurement.takeTurns(rounds, List.of(here, there, roundTrip));
            List<Double> firstMac = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                firstMac.add(FirstMac.seconds());
            }
            return List.of(
                    Figure.ratio(
                            "1 KiB MACs a second, 1 thread: device inside the JVM / the other",
                            here.values(),
                            there.values(),
                            1),
                    Figure.quantity(
                            "round trip of the device inside the JVM", "µs", roundTrip.values(), ROUND_TRIP_MICROS_MAX),
                    Figure.quantity("first MAC of a cold JVM, device inside it", "s", firstMac, FIRST_MAC_SECONDS_MAX));
        }
    }

    private Measurement macs(DueDevice device) {
        MacLoad load = new MacLoad(device, KIB);
        return new Measurement(() -> load.run(1, seconds).macsPerSecond());
    }

    private double roundTripMicros(JvmDue due) {
        long nanos = (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        long start = System.nanoTime();
        long count = 0;
        long elapsed;
        do {
            if (due.exchange(HELLO).length <= Frames.WELCOME_SIZE) {
                throw new IllegalStateException("the device inside the JVM did not answer a HELLO");
            }
            count++;
            elapsed = System.nanoTime() - start;
        } while (elapsed < nanos);
        return elapsed / 1e3 / count;
    }
}
