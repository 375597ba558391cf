package org.duehsm.cli.device;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.duehsm.client.Algorithm;
import org.duehsm.client.KeyLimits;

/**
 * Messages to try a key with, whose MACs are of no use to anybody: random bytes for HMAC, and for AWS Signature 4 strings
 * to sign of the first day of 1970, with a random number in place of the hash of a request.
 */
public final class SampleMessage {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;
    private static final String ANY = "due-hsm-sample";

    private SampleMessage() {}

    /** A new one that a key for this algorithm with these limits signs, as far as they are known here; they may be null. */
    public static byte[] of(Algorithm algorithm, KeyLimits limits) {
        KeyLimits known = limits == null ? KeyLimits.NONE : limits;
        return algorithm.isHmac() ? message(known) : stringToSign(known);
    }

    private static byte[] message(KeyLimits limits) {
        byte[] prefix = limits.prefix();
        byte[] message = Arrays.copyOf(prefix, (int) Math.max(
                prefix.length,
                Math.min(prefix.length + BYTES, limits.maxLength().orElse(KeyLimits.MAX_LENGTH))));
        System.arraycopy(random(), 0, message, prefix.length, message.length - prefix.length);
        return message;
    }

    private static byte[] stringToSign(KeyLimits limits) {
        return ("AWS4-HMAC-SHA256\n19700101T000000Z\n19700101/" + one(limits.regions()) + "/" + one(limits.services())
                        + "/aws4_request\n" + HexFormat.of().formatHex(random()))
                .getBytes(StandardCharsets.US_ASCII);
    }

    /* New ones each time, so that nobody who has seen the last knows the MAC of these. */
    private static byte[] random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static String one(List<String> permitted) {
        return permitted.isEmpty() ? ANY : permitted.get(0);
    }
}
