package org.duehsm.tests;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.duehsm.client.Algorithm;

/** HMAC as RFC 2104 writes it down, for comparison: of no provider's Mac. */
final class Rfc2104 {

    private static final int BLOCK = 64; // bytes, of SHA-1 and of SHA-256
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private Rfc2104() {}

    static byte[] hmac(Algorithm algorithm, byte[] key, byte[] message) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance(algorithm.hash());
        byte[] block = Arrays.copyOf(key.length > BLOCK ? digest.digest(key) : key, BLOCK);
        digest.update(padded(block, INNER));
        byte[] inner = digest.digest(message);
        digest.update(padded(block, OUTER));
        return digest.digest(inner);
    }

    private static byte[] padded(byte[] block, byte with) {
        byte[] padded = block.clone();
        for (int i = 0; i < padded.length; i++) {
            padded[i] ^= with;
        }
        return padded;
    }
}
