package org.duehsm.cli.boardcheck;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import org.duehsm.cli.bench.Bench;
import org.duehsm.cli.bench.DeviceCycles;
import org.duehsm.cli.device.DeviceMac;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DeviceInfo;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.Measurement;

/** The checks of a board that a program can run; firmware/BOARD-CHECKS.md says why each of them. */
final class ProgramChecks {

    private static final int RANDOM_MACS = 1000;
    private static final int LONGEST_MESSAGE = 80 << 10; // some outgrow the host's buffer and become streams
    private static final int MACS_PER_KEY = 1000; // a key a message would wear out the flash in a soak of a day
    private static final int LONG_STREAM = 64 << 20;
    private static final int SHORT_STREAM = 2 << 20; // for the slow port
    private static final int CHUNK = 64 << 10;
    private static final double LINEAR = 0.01;
    private static final int MEASUREMENTS = 5;

    private final DueHsmClient client;
    private final boolean slow;
    private final int resets;
    private final Runnable reset;
    private final Duration soak;
    private final Random random = new Random();
    private final String id = "board-check-" + HexFormat.of().toHexDigits(random.nextInt());

    /**
     * Checks of a board.
     *
     * @param slow whether it is connected by the programming port
     * @param resets how often to reset it, which {@code reset} has a person do
     * @param soak how long the soak test lasts
     */
    ProgramChecks(DueHsmClient client, boolean slow, int resets, Runnable reset, Duration soak) {
        this.client = client;
        this.slow = slow;
        this.resets = resets;
        this.reset = reset;
        this.soak = soak;
    }

    Result identity() {
        String first = client.info().uniqueId();
        boolean sane = first.chars().distinct().count() > 1;
        for (int i = 0; i < resets; i++) {
            reset.run();
            sane &= client.info().uniqueId().equals(first);
        }
        return sane && resets == 0 ? new Result("unclear", "resets=0") : Result.of(sane, "resets=%d", resets);
    }

    Result answer() throws GeneralSecurityException {
        for (int i = 0; i < RANDOM_MACS; i++) {
            if (rightMacs(algorithm(i), 1) != 1) {
                return Result.of(false, "macs=%d", i + 1);
            }
        }
        return Result.of(true, "macs=%d", RANDOM_MACS);
    }

    Result cycles() {
        if (!DeviceCycles.areCounted(client)) {
            return Result.skip("this device has no cycle counter");
        }
        Slope sha1 = slope(Algorithm.HMAC_SHA1);
        Slope sha256 = slope(Algorithm.HMAC_SHA256);
        long cold = least(() -> client.measure(Measurement.signature(false)));
        long cached = least(() -> client.measure(Measurement.signature(true)));
        String build = client.info().build();
        return Result.of(
                sha1.linear && sha256.linear && cached < cold,
                "per_block=%.1f hmac_1024=%d sha1=%s sha256_per_block=%.1f sha256_hmac_1024=%d sha256=%s"
                        + " aws4_cold=%d aws4_cached=%d",
                sha1.perBlock,
                sha1.hmac,
                code(build, Algorithm.HMAC_SHA1),
                sha256.perBlock,
                sha256.hmac,
                code(build, Algorithm.HMAC_SHA256),
                cold,
                cached);
    }

    private static String code(String build, Algorithm algorithm) {
        return build.contains(algorithm.hash() + " in portable C") ? "c" : "assembly";
    }

    /** Cycles of a hash: for each further block, whether these lie on a line, and of a MAC of 1 KiB. */
    private record Slope(double perBlock, boolean linear, long hmac) {}

    private Slope slope(Algorithm algorithm) {
        long one = hashCycles(algorithm, 1);
        double perBlock = (hashCycles(algorithm, DeviceCycles.MAX_BLOCKS) - one) / (DeviceCycles.MAX_BLOCKS - 1.0);
        boolean linear = true;
        for (int blocks = 2; blocks < DeviceCycles.MAX_BLOCKS; blocks++) {
            double expected = one + (blocks - 1) * perBlock;
            linear &= Math.abs(hashCycles(algorithm, blocks) - expected) <= LINEAR * expected;
        }
        return new Slope(perBlock, linear, least(() -> client.measure(Measurement.mac(algorithm, 1024))));
    }

    private long hashCycles(Algorithm algorithm, int blocks) {
        return least(() -> client.measure(Measurement.hash(algorithm, blocks)));
    }

    /* The interrupt that counts milliseconds takes longer than what a few blocks may be off the line. */
    private static long least(LongSupplier cycles) {
        return LongStream.generate(cycles).limit(MEASUREMENTS).min().orElseThrow();
    }

    Result throughput() throws GeneralSecurityException, InterruptedException {
        CheckKey key = new CheckKey(client, Algorithm.HMAC_SHA1, id);
        key.replace();
        try {
            DeviceInfo.Counters before = client.info().counters();
            long start = System.nanoTime();
            int size = slow ? SHORT_STREAM : LONG_STREAM;
            DeviceMac board = key.onDevice();
            Mac jdk = key.inSoftware();
            for (int done = 0; done < size; done += CHUNK) {
                byte[] chunk = randomBytes(CHUNK);
                board.update(chunk, 0, CHUNK);
                jdk.update(chunk);
            }
            boolean same = MessageDigest.isEqual(board.doFinal(), jdk.doFinal());
            double rate = size / ((System.nanoTime() - start) / 1e9);
            double alone = new Bench(client, Algorithm.HMAC_SHA1, id, 1, 2)
                    .measure(new byte[16])
                    .macsPerSecond();
            double together = new Bench(client, Algorithm.HMAC_SHA1, id, 8, 5)
                    .measure(new byte[16])
                    .macsPerSecond();
            DeviceInfo.Counters after = client.info().counters();
            long damaged = after.damagedFrames() - before.damagedFrames();
            long gaps = after.gaps() - before.gaps();
            return Result.of(
                    same && damaged == 0 && gaps == 0,
                    "bytes_per_s=%.0f macs_per_s=%.0f rtt_us=%.0f damaged=%d gaps=%d",
                    rate,
                    together,
                    1e6 / alone,
                    damaged,
                    gaps);
        } finally {
            key.delete();
        }
    }

    Result soak() throws GeneralSecurityException {
        DeviceInfo.Counters before = client.info().counters();
        long start = System.nanoTime();
        long macs = 0;
        boolean right = true;
        for (int keys = 0; right && System.nanoTime() - start < soak.toNanos(); keys++) {
            int some = rightMacs(algorithm(keys), MACS_PER_KEY);
            macs += some;
            right = some == MACS_PER_KEY;
        }
        DeviceInfo.Counters after = client.info().counters();
        boolean wasReset = after.macs() < before.macs() + macs;
        return Result.of(
                right && !wasReset,
                "hours=%.2f macs=%d repetitions=%d damaged=%d resets=%s",
                (System.nanoTime() - start) / 3.6e12,
                macs,
                after.repetitions() - before.repetitions(),
                after.damagedFrames() - before.damagedFrames(),
                wasReset ? "some" : "0");
    }

    /* Under a random key, so many MACs of random messages: how many were right before the first wrong one. */
    private int rightMacs(Algorithm algorithm, int count) throws GeneralSecurityException {
        CheckKey key = new CheckKey(client, algorithm, id);
        key.replace(1 + random.nextInt(Algorithm.MAX_KEY_BYTES));
        try {
            DeviceMac board = key.onDevice();
            Mac jdk = key.inSoftware();
            int right = 0;
            while (right < count) {
                byte[] message = randomBytes(random.nextInt(LONGEST_MESSAGE + 1));
                if (!MessageDigest.isEqual(board.doFinal(message), jdk.doFinal(message))) {
                    break;
                }
                right++;
            }
            return right;
        } finally {
            key.delete();
        }
    }

    /* Each in turn. */
    private static Algorithm algorithm(int number) {
        return Algorithm.hmacs().get(number % Algorithm.hmacs().size());
    }

    private byte[] randomBytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }
}
