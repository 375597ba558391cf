package org.duehsm.aws;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Credentials that STS made, and that sign without the device until they run out. They are secrets, in strings, which
 * Java cannot wipe; {@code toString} shows none.
 *
 * @param accessKeyId the temporary access key id
 * @param secretAccessKey its secret
 * @param sessionToken what every request by it has to carry
 * @param expiration when they run out
 */
public record TemporaryCredentials(
        String accessKeyId, String secretAccessKey, String sessionToken, Instant expiration) {

    /* What AWS makes is Base64 and the like; nothing of it needs an escape in JSON, a header, or a variable. */
    private static final Pattern PLAIN = Pattern.compile("[!-~&&[^\"\\\\]]+");

    /** Throws IllegalArgumentException if a text is empty, not printable ASCII, or has a quote or a backslash. */
    public TemporaryCredentials {
        requirePlain("access key id", accessKeyId);
        requirePlain("secret access key", secretAccessKey);
        requirePlain("session token", sessionToken);
    }

    private static void requirePlain(String what, String text) {
        if (!PLAIN.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "the temporary " + what + " is empty, or has characters that none of AWS' have");
        }
    }

    /** The id and the end, nothing secret. */
    @Override
    public String toString() {
        return "TemporaryCredentials[" + accessKeyId + ", until " + expiration + "]";
    }
}
