package org.duehsm.aws;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * Percent-encoding (RFC 3986, 2.1) of a text's UTF-8 bytes, the way signatures want it: everything but
 * the unreserved characters {@code A-Z a-z 0-9 - . _ ~}, in upper-case hexadecimal. A space becomes
 * {@code %20}, never a plus. Half of a surrogate pair is an IllegalArgumentException, not a question mark.
 */
public final class PercentEncoding {

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentEncoding() {}

    /** A name or value of a query, or one segment of a path: the slash is encoded, too. */
    public static String encode(String text) {
        return encode(text, "");
    }

    /** A path: slashes stay. */
    public static String encodePath(String path) {
        return encode(path, "/");
    }

    /** What is encoded already, in whatever way, in ours: the same bytes. */
    static String reencode(String encoded) {
        return encode(decode(encoded), "");
    }

    /** As {@link #reencode}, but slashes stay, and those that are encoded stay encoded. */
    static String reencodePath(String encoded) {
        return Arrays.stream(encoded.split("/", -1))
                .map(PercentEncoding::reencode)
                .collect(Collectors.joining("/"));
    }

    private static String encode(String text, String alsoKept) {
        return encode(Utf8.encode(text), alsoKept);
    }

    private static String encode(byte[] bytes, String alsoKept) {
        StringBuilder encoded = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            if (UNRESERVED.indexOf(b) >= 0 || alsoKept.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                HEX.toHexDigits(encoded.append('%'), b);
            }
        }
        return encoded.toString();
    }

    /* Bytes, because what was encoded need not be a text. */
    private static byte[] decode(String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                bytes.write(HexFormat.fromHexDigits(encoded, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toByteArray();
    }
}
