package org.duehsm.aws;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The strings that Signature Version 4 signs. A key for it signs nothing else: as a device does, the key in
 * software refuses what is off the form, because the MAC of a date alone would be a key of the chain.
 */
final class StringToSign {

    /** The algorithm by which they are signed, and with which each begins. */
    static final String ALGORITHM = "AWS4-HMAC-SHA256";

    /** The name of a region or a service, as it stands in the scope. */
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,63}");

    private static final Pattern FORM = Pattern.compile(ALGORITHM + "(|-PAYLOAD|-TRAILER)\n([0-9]{8})T[0-9]{6}Z?\n"
            + "\\2/(" + NAME + ")/(" + NAME + ")/aws4_request((?:\n[0-9a-f]{64})+)");
    private static final Map<String, Integer> HASHES = Map.of("", 1, "-TRAILER", 2, "-PAYLOAD", 3);

    private StringToSign() {}

    /**
     * Date, region, service and {@code aws4_request}: the messages of the chain, from one key to the next.
     *
     * @throws IllegalArgumentException for what is no string to sign
     */
    static List<String> scope(byte[] message) {
        Matcher form = FORM.matcher(new String(message, StandardCharsets.ISO_8859_1));
        if (!form.matches() || form.group(5).length() != HASHES.get(form.group(1)) * (1 + 2 * Sha256.SIZE)) {
            throw new IllegalArgumentException("a key for " + ALGORITHM + " signs the strings of Signature"
                    + " Version 4 and nothing else, and this is none; nor is the policy of a POST, which has no scope");
        }
        return List.of(form.group(2), form.group(3), form.group(4), "aws4_request");
    }
}
