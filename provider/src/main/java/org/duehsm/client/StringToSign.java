package org.duehsm.client;

import java.nio.charset.StandardCharsets;
import org.duehsm.link.Limits;

/** The message of AWS Signature 4: lines of printable ASCII with LF between them (PROTOCOL.md section 4). */
final class StringToSign {

    /** The longest: of the form with most lines, with a region and a service of 63 bytes. */
    static final int MAX_BYTES = "AWS4-HMAC-SHA256-PAYLOAD".length()
            + "\n20150830T123600Z".length()
            + "\n20150830//".length()
            + 2 * Limits.LIMIT_NAME_MAX
            + "/aws4_request".length()
            + 3 * (1 + 64);

    private static final int SCOPE_LINE = 2;

    private StringToSign() {}

    /** Its third line, {@code date/region/service/aws4_request}; empty if it has none. It is not secret. */
    static String scope(byte[] data, int offset, int length) {
        String[] lines = new String(data, offset, length, StandardCharsets.US_ASCII).split("\n", -1);
        return lines.length > SCOPE_LINE ? lines[SCOPE_LINE] : "";
    }
}
