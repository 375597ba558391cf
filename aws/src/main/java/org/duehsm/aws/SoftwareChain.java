package org.duehsm.aws;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** Signature Version 4 by a secret that lies in memory, where a device runs the whole chain by itself. */
final class SoftwareChain {

    private static final String HMAC = "HmacSHA256";
    private static final byte[] PREFIX = "AWS4".getBytes(StandardCharsets.US_ASCII);

    /** A key of the chain, of which no copy is left: a {@code SecretKeySpec} has one that nobody can wipe. */
    private record ChainKey(byte[] bytes) implements SecretKey {

        @Override
        public String getAlgorithm() {
            return HMAC;
        }

        @Override
        public String getFormat() {
            return "RAW";
        }

        @Override
        public byte[] getEncoded() {
            return bytes.clone(); // which Mac wipes
        }

        @Override
        public String toString() {
            return "a key of the chain";
        }
    }

    private SoftwareChain() {}

    /**
     * The signature of a string to sign, 32 bytes.
     *
     * @param mac for HmacSHA256, to be used by nobody else meanwhile
     * @throws IllegalArgumentException for what is no string to sign
     */
    static byte[] sign(SecretKey secret, Mac mac, byte[] message) throws GeneralSecurityException {
        List<String> scope = StringToSign.scope(message);
        byte[] key = first(secret);
        for (String step : scope) {
            key = next(mac, key, step.getBytes(StandardCharsets.US_ASCII));
        }
        return next(mac, key, message);
    }

    private static byte[] first(SecretKey secret) throws InvalidKeyException {
        byte[] bytes = secret.getEncoded();
        if (bytes == null) {
            throw new InvalidKeyException("the key in memory for " + secret.getAlgorithm() + " has no bytes");
        }
        byte[] key = Arrays.copyOf(PREFIX, PREFIX.length + bytes.length);
        System.arraycopy(bytes, 0, key, PREFIX.length, bytes.length);
        Arrays.fill(bytes, (byte) 0);
        return key;
    }

    private static byte[] next(Mac mac, byte[] key, byte[] message) throws GeneralSecurityException {
        try {
            mac.init(new ChainKey(key));
            return mac.doFinal(message);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }
}
