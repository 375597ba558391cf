package org.duehsm.tests;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The HMAC-SHA1 midstates of a key (RFC 2104, FIPS 180-4), which the JDK does not show. */
final class Midstates {

    /** What the inner hash of HMAC has a key padded with (RFC 2104). */
    static final int INNER = 0x36;

    /** The same for the outer hash. */
    static final int OUTER = 0x5C;

    private static final int BLOCK = 64;
    private static final int[] INITIAL = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};

    private Midstates() {}

    /** The state after the padded key; pad is 36 or 5C, the key at most 64 bytes. */
    static byte[] of(byte[] key, int pad, ByteOrder order) {
        byte[] block = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            block[i] = (byte) ((i < key.length ? key[i] : 0) ^ pad);
        }
        return bytes(compress(INITIAL, ByteBuffer.wrap(block)), order);
    }

    /** The state after each whole block of a message that goes on from a state, both big-endian. */
    static List<byte[]> after(byte[] state, byte[] message) {
        List<byte[]> states = new ArrayList<>();
        int[] h = new int[INITIAL.length];
        ByteBuffer.wrap(state).asIntBuffer().get(h);
        for (int at = 0; at + BLOCK <= message.length; at += BLOCK) {
            h = compress(h, ByteBuffer.wrap(message, at, BLOCK));
            states.add(bytes(h, ByteOrder.BIG_ENDIAN));
        }
        return states;
    }

    private static byte[] bytes(int[] state, ByteOrder order) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * state.length).order(order);
        for (int word : state) {
            bytes.putInt(word);
        }
        return bytes.array();
    }

    private static int[] compress(int[] before, ByteBuffer block) {
        int[] h = before.clone();
        int[] w = new int[80];
        for (int t = 0; t < 80; t++) {
            w[t] = t < 16 ? block.getInt() : Integer.rotateLeft(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
        }
        int[] s = h.clone();
        for (int t = 0; t < 80; t++) {
            int next = Integer.rotateLeft(s[0], 5) + mix(t / 20, s[1], s[2], s[3]) + s[4] + w[t];
            s = new int[] {next, s[0], Integer.rotateLeft(s[1], 30), s[2], s[3]};
        }
        for (int i = 0; i < h.length; i++) {
            h[i] += s[i];
        }
        return h;
    }

    private static int mix(int quarter, int b, int c, int d) {
        return switch (quarter) {
            case 0 -> (b & c | ~b & d) + 0x5A827999;
            case 1 -> (b ^ c ^ d) + 0x6ED9EBA1;
            case 2 -> (b & c | b & d | c & d) + 0x8F1BBCDC;
            default -> (b ^ c ^ d) + 0xCA62C1D6;
        };
    }
}
