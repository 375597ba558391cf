package org.duehsm.tests;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The HMAC-SHA256 midstates of a key (RFC 2104, FIPS 180-4), which the JDK does not show. */
final class Sha256Midstates {

    private static final int BLOCK = 64;
    private static final int ROUNDS = 64;
    private static final int[] CONSTANTS = new int[ROUNDS];
    private static final int[] INITIAL = new int[8];

    static {
        int prime = 2;
        for (int i = 0; i < ROUNDS; i++) {
            CONSTANTS[i] = fraction(Math.cbrt(prime));
            if (i < INITIAL.length) {
                INITIAL[i] = fraction(Math.sqrt(prime));
            }
            do {
                prime++;
            } while (!isPrime(prime));
        }
    }

    private Sha256Midstates() {}

    /** Those of a key of at most 64 bytes, inner and outer. */
    static List<byte[]> of(byte[] key) {
        return List.of(of(key, Midstates.INNER), of(key, Midstates.OUTER));
    }

    private static byte[] of(byte[] key, int pad) {
        ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.BIG_ENDIAN);
        for (int i = 0; i < BLOCK; i++) {
            block.put((byte) ((i < key.length ? key[i] : 0) ^ pad));
        }
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * INITIAL.length);
        bytes.asIntBuffer().put(compress(block.flip()));
        return bytes.array();
    }

    private static int[] compress(ByteBuffer block) {
        int[] w = new int[ROUNDS];
        int[] s = INITIAL.clone();
        for (int t = 0; t < ROUNDS; t++) {
            w[t] = t < 16
                    ? block.getInt()
                    : small(w[t - 2], 17, 19, 10) + w[t - 7] + small(w[t - 15], 7, 18, 3) + w[t - 16];
            int first = s[7] + big(s[4], 6, 11, 25) + (s[4] & s[5] ^ ~s[4] & s[6]) + CONSTANTS[t] + w[t];
            int second = big(s[0], 2, 13, 22) + (s[0] & s[1] ^ s[0] & s[2] ^ s[1] & s[2]);
            s = new int[] {first + second, s[0], s[1], s[2], s[3] + first, s[4], s[5], s[6]};
        }
        for (int i = 0; i < s.length; i++) {
            s[i] += INITIAL[i];
        }
        return s;
    }

    private static int big(int x, int a, int b, int c) {
        return Integer.rotateRight(x, a) ^ Integer.rotateRight(x, b) ^ Integer.rotateRight(x, c);
    }

    private static int small(int x, int a, int b, int shift) {
        return Integer.rotateRight(x, a) ^ Integer.rotateRight(x, b) ^ x >>> shift;
    }

    private static int fraction(double root) {
        return (int) (long) ((root - Math.floor(root)) * 0x1p32);
    }

    private static boolean isPrime(int number) {
        for (int divisor = 2; divisor * divisor <= number; divisor++) {
            if (number % divisor == 0) {
                return false;
            }
        }
        return true;
    }
}
