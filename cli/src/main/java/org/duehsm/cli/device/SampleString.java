package org.duehsm.cli.device;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.duehsm.client.KeyLimits;

/**
 * Strings to sign of AWS Signature 4 whose signatures are of no use to anybody: for the first day of 1970, and with a
 * random number in place of the hash of a request.
 */
public final class SampleString {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int HASH_BYTES = 32;
    private static final String ANY = "due-hsm-sample";

    private SampleString() {}

    /** A new one that a key with these limits signs, as far as they are known here; they may be null. */
    public static byte[] of(KeyLimits limits) {
        byte[] hash = new byte[HASH_BYTES];
        RANDOM.nextBytes(hash);
        KeyLimits known = limits == null ? KeyLimits.NONE : limits;
        return ("AWS4-HMAC-SHA256\n19700101T000000Z\n19700101/" + one(known.regions()) + "/" + one(known.services())
                        + "/aws4_request\n" + HexFormat.of().formatHex(hash))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String one(List<String> permitted) {
        return permitted.isEmpty() ? ANY : permitted.get(0);
    }
}
