package org.duehsm.client;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The MAC algorithms of the device, as the wire protocol numbers them. A further one is a further constant. */
public final class Algorithm {

    /** HMAC with SHA-1 (RFC 2104, FIPS 198-1): a MAC of 20 bytes. */
    public static final int HMAC_SHA1 = 1;

    /** The most bytes of a key, of any algorithm. */
    public static final int MAX_KEY_BYTES = 1024;

    private static final int BLOCK = 64;

    private Algorithm() {}

    /**
     * What is sent to the device for a key: a copy of it, or its hash if it is longer than a block
     * (RFC 2104 section 2). The caller wipes it.
     *
     * @throws IllegalArgumentException if the algorithm is unknown or the key is not 1 to 1024 bytes long
     */
    static byte[] shorten(int algorithm, String keyId, byte[] key) {
        if (algorithm != HMAC_SHA1) {
            throw new IllegalArgumentException("unknown algorithm " + algorithm);
        }
        if (key.length < 1 || key.length > MAX_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a key has 1 to " + MAX_KEY_BYTES + " bytes; the one for " + keyId + " has " + key.length);
        }
        if (key.length <= BLOCK) {
            return key.clone();
        }
        try {
            return MessageDigest.getInstance("SHA-1").digest(key);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
