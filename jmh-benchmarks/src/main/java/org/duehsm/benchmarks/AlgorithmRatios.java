package org.duehsm.benchmarks;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.crypto.Mac;
import org.duehsm.client.Algorithm;

/**
 * Both algorithms by those who work in the thread that asks: a device takes nearly twice as long for SHA-256, the host as
 * long. By that thread's CPU time, of which others that use the machine take none.
 */
final class AlgorithmRatios {

    private static final double HOST_SHARE_MIN = 0.9;
    private static final byte[] MESSAGE = MacLoad.message(1 << 10);
    private static final int BETWEEN_LOOKS_AT_THE_CLOCK = 100;

    /** Who computes both, in turns. */
    private record Compared(String who, double limit, Measurement sha256, Measurement sha1) {}

    private final double seconds;

    AlgorithmRatios(double seconds) {
        this.seconds = seconds;
    }

    List<Figure> measure(int rounds) throws Exception {
        try (DueDevice jvm = DueDevice.jvm();
                DueDevice loopback = DueDevice.loopback()) {
            List<Compared> all = List.of(
                    compare("SunJCE", 0, Software.newMac(Algorithm.HMAC_SHA256), Software.newMac(Algorithm.HMAC_SHA1)),
                    compare("host's share (loopback)", HOST_SHARE_MIN, loopback),
                    compare("device inside the JVM", 0, jvm));
            Measurement.takeTurns(
                    rounds,
                    all.stream().flatMap(one -> Stream.of(one.sha256, one.sha1)).toList());
            return all.stream()
                    .map(one -> Figure.ratio(
                            "1 KiB MACs for a second of CPU time, " + one.who + ": HmacSHA256 / HmacSHA1",
                            one.sha256.values(),
                            one.sha1.values(),
                            one.limit))
                    .toList();
        }
    }

    private Compared compare(String who, double limit, DueDevice device) throws GeneralSecurityException {
        return compare(who, limit, device.newMac(Algorithm.HMAC_SHA256), device.newMac(Algorithm.HMAC_SHA1));
    }

    private Compared compare(String who, double limit, Mac sha256, Mac sha1) {
        return new Compared(
                who,
                limit,
                new Measurement(() -> macsPerCpuSecond(sha256)),
                new Measurement(() -> macsPerCpuSecond(sha1)));
    }

    private double macsPerCpuSecond(Mac mac) {
        long nanos = (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        long start = HostCost.cpuNanosOfThisThread();
        long count = 0;
        long spent;
        do {
            for (int i = 0; i < BETWEEN_LOOKS_AT_THE_CLOCK; i++) {
                mac.doFinal(MESSAGE);
            }
            count += BETWEEN_LOOKS_AT_THE_CLOCK;
            spent = HostCost.cpuNanosOfThisThread() - start;
        } while (spent < nanos);
        return count * 1e9 / spent;
    }
}
