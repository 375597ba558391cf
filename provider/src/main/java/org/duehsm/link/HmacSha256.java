package org.duehsm.link;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * HMAC-SHA256 (RFC 2104) for logins and envelopes, over the JDK's SHA-256. Not by a {@code Mac}: which provider has it
 * is up to the program, this library may be the first, and a key of the JDK's stays in memory until it is collected.
 */
final class HmacSha256 {

    /** Bytes of a MAC. */
    static final int SIZE = 32;

    private static final int BLOCK = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5C;

    private HmacSha256() {}

    /**
     * The MAC, 32 bytes, of all parts one after another.
     *
     * @param key 0 to 64 bytes
     */
    static byte[] mac(byte[] key, byte[]... parts) {
        MessageDigest digest = sha256();
        byte[] block = pad(key, INNER);
        digest.update(block);
        for (byte[] part : parts) {
            digest.update(part);
        }
        byte[] inner = digest.digest();
        for (int i = 0; i < BLOCK; i++) {
            block[i] ^= INNER ^ OUTER;
        }
        digest.update(block);
        byte[] mac = digest.digest(inner);
        Arrays.fill(block, (byte) 0);
        Arrays.fill(inner, (byte) 0);
        return mac;
    }

    private static byte[] pad(byte[] key, byte pad) {
        byte[] block = Arrays.copyOf(key, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            block[i] ^= pad;
        }
        return block;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
