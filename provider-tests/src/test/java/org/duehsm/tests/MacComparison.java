package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import org.duehsm.client.Algorithm;

/** Does the same, at random, to Macs of ours and of the JDK's. For one thread. */
final class MacComparison {

    private static final int LONGEST_KEY = 1024;
    private static final int LONGEST_MESSAGE = 1 << 20;
    private static final int SINGLE_BYTES = 64;
    private static final List<Algorithm> ALGORITHMS = Algorithm.hmacs();

    private final Due due;
    private final String id;
    private final long seed;
    private final Random random;

    MacComparison(Due due, String id, long seed) {
        this.due = due;
        this.id = id;
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** Goes on for so many rounds with a new key under the id in each; null at the end. */
    Void run(int rounds) throws Exception {
        for (int round = 0; round < rounds; round++) {
            Algorithm algorithm = ALGORITHMS.get(random.nextInt(ALGORITHMS.size()));
            String about = algorithm + ", round " + round + " of seed " + seed;
            byte[] key = bytes(1 + random.nextInt(LONGEST_KEY));
            due.importKey(algorithm, id, key);
            Pair first = new Pair(due.mac(algorithm, id), Due.software(algorithm, key));
            for (Pair pair : feed(first, bytes(length()))) {
                pair.assertEqual(about);
            }
            // What doFinal leaves is as good as new.
            first.update(bytes(length() % 100_000));
            first.assertEqual(about + ", used again");
        }
        return null;
    }

    /** Feeds the message in random pieces; returns the Macs that came of it: the one given, and clones of all ages. */
    private List<Pair> feed(Pair pair, byte[] message) throws GeneralSecurityException, CloneNotSupportedException {
        List<Pair> pairs = new ArrayList<>(List.of(pair));
        int largest = 1 + random.nextInt(random.nextBoolean() ? 300 : 200_000);
        int steps = Math.max(1, 2 * message.length / largest);
        for (int at = 0; at < message.length; ) {
            int length = Math.min(random.nextInt(largest + 1), message.length - at);
            Pair fed = pairs.get(random.nextInt(pairs.size()));
            fed.update(Arrays.copyOfRange(message, at, at + length));
            at += length;
            if (random.nextInt(steps) == 0 && pairs.size() < 4) {
                pairs.add(fed.copy());
            }
            if (random.nextInt(4 * steps) == 0) {
                fed.reset();
            }
        }
        return pairs;
    }

    private final class Pair {
        private final Mac device;
        private final Mac software;

        Pair(Mac device, Mac software) {
            this.device = device;
            this.software = software;
        }

        Pair copy() throws CloneNotSupportedException {
            return new Pair((Mac) device.clone(), (Mac) software.clone());
        }

        void reset() {
            device.reset();
            software.reset();
        }

        void update(byte[] data) {
            software.update(data);
            switch (random.nextInt(5)) {
                case 0 -> device.update(data);
                case 1 -> {
                    byte[] around = Arrays.copyOfRange(data, 0, data.length + 7);
                    System.arraycopy(data, 0, around, 3, data.length);
                    device.update(around, 3, data.length);
                }
                case 2 -> {
                    int single = Math.min(data.length, SINGLE_BYTES);
                    for (int i = 0; i < single; i++) {
                        device.update(data[i]);
                    }
                    device.update(data, single, data.length - single);
                }
                default -> {
                    ByteBuffer buffer = buffer(data);
                    device.update(buffer);
                    assertThat(buffer.remaining()).isZero();
                }
            }
        }

        /** Ends both, by any of the three ways to do so. */
        void assertEqual(String about) throws ShortBufferException {
            byte[] expected = software.doFinal();
            byte[] actual = new byte[expected.length + 5];
            switch (random.nextInt(3)) {
                case 0 -> actual = device.doFinal();
                case 1 -> actual = device.doFinal(new byte[0]);
                default -> {
                    device.doFinal(actual, 5);
                    actual = Arrays.copyOfRange(actual, 5, actual.length);
                }
            }
            assertThat(actual).as(about).isEqualTo(expected);
        }
    }

    /** The data in a buffer on the heap or outside, whole or sliced out of a larger one, read-only or not. */
    private ByteBuffer buffer(byte[] data) {
        int before = random.nextInt(2) * random.nextInt(100);
        int size = before + data.length + before;
        ByteBuffer buffer = random.nextBoolean() ? ByteBuffer.allocate(size) : ByteBuffer.allocateDirect(size);
        buffer.position(before).put(data).flip().position(before);
        buffer = random.nextBoolean() ? buffer.slice() : buffer;
        return random.nextBoolean() ? buffer.asReadOnlyBuffer() : buffer;
    }

    /** Short ones often, and those about the host's buffer and the frame. */
    private int length() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> random.nextInt(200);
            case 2 -> 500 + random.nextInt(300);
            case 3 -> 65_536 - 2 + random.nextInt(5);
            case 4 -> random.nextInt(200_000);
            default -> random.nextInt(LONGEST_MESSAGE + 1);
        };
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
