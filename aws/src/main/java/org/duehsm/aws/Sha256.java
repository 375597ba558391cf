package org.duehsm.aws;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as Signature Version 4 writes it. */
final class Sha256 {

    /** Bytes of a hash. */
    static final int SIZE = 32;

    private Sha256() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** 64 lower-case hexadecimal digits. */
    static String hex(byte[] data) {
        return HexFormat.of().formatHex(digest().digest(data));
    }
}
