package org.duehsm.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The MAC algorithms of the device, and all that is known of each. A further one is a further constant. */
public enum Algorithm {
    /** HMAC with SHA-1 (RFC 2104, FIPS 198-1): a MAC of 20 bytes. */
    HMAC_SHA1(1, "HmacSHA1", "SHA-1", 64, 20, "1.2.840.113549.2.7", "1.3.6.1.5.5.8.1.2"),
    /** HMAC with SHA-256 (RFC 2104, FIPS 198-1): a MAC of 32 bytes. */
    HMAC_SHA256(2, "HmacSHA256", "SHA-256", 64, 32, "1.2.840.113549.2.9"),
    /**
     * AWS Signature Version 4, the whole chain of keys on the device. The key is the secret access key, the message the
     * string to sign, and nothing else is signed; the MAC of 32 bytes is the signature, which AWS writes in lower-case
     * hexadecimal.
     */
    AWS4_HMAC_SHA256(3, "AWS4-HMAC-SHA256", "SHA-256", 64, 32);

    /** The most bytes of a key, of any algorithm. */
    public static final int MAX_KEY_BYTES = 1024;

    private static final byte[] AWS4 = "AWS4".getBytes(StandardCharsets.US_ASCII);
    private static final List<Algorithm> HMACS =
            Arrays.stream(values()).filter(Algorithm::isHmac).toList();

    private final int code;
    private final String jcaName;
    private final String hash;
    private final int blockBytes;
    private final int macLength;
    private final List<String> oids;

    Algorithm(int code, String jcaName, String hash, int blockBytes, int macLength, String... oids) {
        this.code = code;
        this.jcaName = jcaName;
        this.hash = hash;
        this.blockBytes = blockBytes;
        this.macLength = macLength;
        this.oids = List.of(oids);
    }

    /** The algorithm of this code; absent if a newer firmware has it and this library does not. */
    public static Optional<Algorithm> of(int code) {
        return Arrays.stream(values()).filter(each -> each.code == code).findFirst();
    }

    /** Those that are {@linkplain #isHmac() HMAC}. */
    public static List<Algorithm> hmacs() {
        return HMACS;
    }

    /**
     * Whether it is HMAC as RFC 2104 has it: it takes any message, of any length and in parts; the device can make keys
     * for it, and other providers compute the same.
     */
    public boolean isHmac() {
        return this != AWS4_HMAC_SHA256;
    }

    /** Its number in the wire protocol and in a key's record, 1 to 255 (PROTOCOL.md section 4). */
    public int code() {
        return code;
    }

    /** Its name in Java, such as {@code HmacSHA1}. */
    public String jcaName() {
        return jcaName;
    }

    /** The standard name in Java of its hash, such as {@code SHA-1}. */
    public String hash() {
        return hash;
    }

    /**
     * Its object identifiers, in digits and dots; the first is the one that Java's providers know it by. Every HMAC has
     * one.
     */
    public List<String> oids() {
        return oids;
    }

    /** Bytes of a block of its hash. */
    public int blockBytes() {
        return blockBytes;
    }

    /** Bytes of a MAC. */
    public int macLength() {
        return macLength;
    }

    /** The most bytes of a message; HMAC has no limit that a message in Java could reach. */
    public long maxMessageBytes() {
        return isHmac() ? Long.MAX_VALUE : StringToSign.MAX_BYTES;
    }

    /**
     * Returns the key.
     *
     * @param keyId whose key it is, for the message
     * @throws IllegalArgumentException if it is not 1 to 1024 bytes long
     */
    public static byte[] requireKey(String keyId, byte[] key) {
        if (key.length < 1 || key.length > MAX_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a key has 1 to " + MAX_KEY_BYTES + " bytes; the one for " + keyId + " has " + key.length);
        }
        return key;
    }

    /**
     * What is sent to the device for a key, in an array of its own, which the caller wipes: the key, for Signature 4
     * with {@code AWS4} before it, or the hash of that if it is longer than a block (RFC 2104 section 2).
     */
    byte[] deviceKey(byte[] key) {
        byte[] whole = isHmac() ? key.clone() : prefixed(key);
        if (whole.length <= blockBytes) {
            return whole;
        }
        try {
            return MessageDigest.getInstance(hash).digest(whole);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + hash, e);
        } finally {
            Arrays.fill(whole, (byte) 0);
        }
    }

    private static byte[] prefixed(byte[] secret) {
        byte[] whole = Arrays.copyOf(AWS4, AWS4.length + secret.length);
        System.arraycopy(secret, 0, whole, AWS4.length, secret.length);
        return whole;
    }
}
