package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import javax.crypto.Mac;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever is done to a Mac of ours and to one of the JDK's, they agree. */
class MacPropertyTest {

    private static final long SEED = Long.getLong("seed", 20260101);
    private static final int ROUNDS = 120;
    private static final int LONGEST_KEY = 1024;
    private static final int LONGEST_MESSAGE = 1 << 20;

    @RegisterExtension
    static final Due DUE = Due.onFastTransport();

    @Test
    void itEqualsTheJdksMac() throws Exception {
        System.out.println("repeat with -Dseed=" + SEED);
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] key = bytes(random, 1 + random.nextInt(LONGEST_KEY));
            DUE.importKey("property", key);
            Pair pair = new Pair(DUE.mac("property"), Due.software(key));
            byte[] message = bytes(random, length(random));

            Pair copy = feed(pair, message, random);

            assertThat(pair.device().doFinal())
                    .as("round %d, seed %d", round, SEED)
                    .isEqualTo(pair.software().doFinal());
            byte[] tail = bytes(random, random.nextInt(100));
            assertThat(copy.device().doFinal(tail))
                    .as("the clone in round %d, seed %d", round, SEED)
                    .isEqualTo(copy.software().doFinal(tail));
            assertThat(pair.device().doFinal(tail))
                    .as("after doFinal in round %d, seed %d", round, SEED)
                    .isEqualTo(pair.software().doFinal(tail));
        }
    }

    private record Pair(Mac device, Mac software) {
        Pair copy() throws CloneNotSupportedException {
            return new Pair((Mac) device.clone(), (Mac) software.clone());
        }

        void reset() {
            device.reset();
            software.reset();
        }
    }

    /** Feeds the message in random pieces; returns a clone taken on the way. */
    private static Pair feed(Pair pair, byte[] message, Random random) throws Exception {
        if (random.nextInt(4) == 0) {
            pair.device().update(message);
            pair.reset();
        }
        int cloneAt = random.nextInt(message.length + 1);
        Pair copy = pair.copy();
        int largest = 1 + random.nextInt(random.nextBoolean() ? 300 : 200_000);
        boolean cloned = false;
        for (int at = 0; at < message.length; ) {
            int length = Math.min(random.nextInt(largest + 1), message.length - at);
            pair.software().update(message, at, length);
            update(pair.device(), message, at, length, random);
            at += length;
            if (!cloned && at >= cloneAt) {
                copy = pair.copy();
                cloned = true;
            }
        }
        return copy;
    }

    private static void update(Mac mac, byte[] message, int offset, int length, Random random) {
        switch (random.nextInt(7)) {
            case 0 -> mac.update(java.util.Arrays.copyOfRange(message, offset, offset + length));
            case 1 -> mac.update(ByteBuffer.wrap(message, offset, length));
            case 2 -> mac.update(ByteBuffer.wrap(message, offset, length).slice());
            case 3 -> mac.update(ByteBuffer.wrap(message, offset, length).asReadOnlyBuffer());
            case 4 ->
                mac.update(ByteBuffer.allocateDirect(length)
                        .put(message, offset, length)
                        .flip());
            case 5 -> {
                for (int i = 0; i < Math.min(length, 64); i++) {
                    mac.update(message[offset + i]);
                }
                if (length > 64) {
                    mac.update(message, offset + 64, length - 64);
                }
            }
            default -> mac.update(message, offset, length);
        }
    }

    /** Short ones often, and those about the host's buffer and the frame. */
    private static int length(Random random) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> random.nextInt(200);
            case 2 -> 500 + random.nextInt(300);
            case 3 -> 65_536 - 2 + random.nextInt(5);
            case 4 -> random.nextInt(200_000);
            default -> random.nextInt(LONGEST_MESSAGE + 1);
        };
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
