package org.duehsm.cli.keys;

import java.util.Arrays;
import java.util.Base64;
import org.duehsm.cli.terminal.CliException;
import org.duehsm.cli.terminal.ExitCode;
import picocli.CommandLine.Option;

/** How the bytes of a key are written. */
final class KeyFormat {

    @Option(names = "--hex", description = "The key is written in hexadecimal; blanks are ignored.")
    private boolean hex;

    @Option(names = "--base64", description = "The key is written in Base64; blanks are ignored.")
    private boolean base64;

    @Option(names = "--text", description = "The key is text; the line break at its end, if any, is left out.")
    private boolean text;

    @Option(names = "--raw", description = "The key is every byte given, a line break at the end included.")
    private boolean raw;

    /**
     * The key's bytes, in an array of their own.
     *
     * @throws CliException if they are not written as was said, if they are text in another encoding
     *     than UTF-8, or if nothing was said and it is doubtful whether a line break at the end
     *     belongs to the key
     */
    byte[] decode(byte[] written) {
        if (!raw) {
            refuseOtherEncodings(written);
        }
        if (hex) {
            return decodeHex(written);
        }
        if (base64) {
            return decodeBase64(written);
        }
        int end = endOfText(written);
        if (end < written.length && !text && !raw) {
            throw new CliException(
                    ExitCode.USAGE,
                    "the key ends with a line break: say --text to leave it out, --raw to keep it,"
                            + " or --hex or --base64 if it is written so");
        }
        return Arrays.copyOf(written, raw ? written.length : end);
    }

    /* Text that an editor or a shell has wrapped up: it looks right, and makes another key. */
    private void refuseOtherEncodings(byte[] written) {
        if (beginsWith(written, 0xef, 0xbb, 0xbf)) {
            throw wrongEncoding("begins with a byte order mark");
        }
        boolean marked = beginsWith(written, 0xff, 0xfe)
                || beginsWith(written, 0xfe, 0xff)
                || beginsWith(written, 0, 0, 0xfe, 0xff);
        if (marked || hasNulsAt(0, written) || hasNulsAt(1, written)) {
            throw wrongEncoding("is written in UTF-16 or UTF-32");
        }
        if (text) {
            for (byte b : written) {
                if (b == 0) {
                    throw wrongEncoding("has a NUL byte, which no text has");
                }
            }
        }
    }

    private static CliException wrongEncoding(String finding) {
        return new CliException(
                ExitCode.USAGE,
                "the key " + finding + ": save it as plain UTF-8 without a byte order mark,"
                        + " or say --raw if these bytes are the key");
    }

    private static boolean beginsWith(byte[] written, int... bytes) {
        boolean begins = written.length >= bytes.length;
        for (int i = 0; begins && i < bytes.length; i++) {
            begins = (written[i] & 0xff) == bytes[i];
        }
        return begins;
    }

    /* Every second byte is NUL: ASCII in UTF-16. Two of them alone are no evidence. */
    private static boolean hasNulsAt(int parity, byte[] written) {
        boolean nuls = written.length >= 4 && written.length % 2 == 0;
        for (int i = parity; nuls && i < written.length; i += 2) {
            nuls = written[i] == 0;
        }
        return nuls;
    }

    private static int endOfText(byte[] written) {
        int end = written.length;
        if (end > 0 && written[end - 1] == '\n') {
            end--;
            if (end > 0 && written[end - 1] == '\r') {
                end--;
            }
        }
        return end;
    }

    private static byte[] decodeHex(byte[] written) {
        byte[] digits = withoutBlanks(written);
        byte[] key = new byte[digits.length / 2];
        boolean wrong = digits.length % 2 != 0;
        for (int i = 0; i < key.length; i++) {
            int high = Character.digit(digits[2 * i], 16);
            int low = Character.digit(digits[2 * i + 1], 16);
            wrong |= high < 0 || low < 0;
            key[i] = (byte) (high << 4 | low);
        }
        Arrays.fill(digits, (byte) 0);
        if (wrong) {
            Arrays.fill(key, (byte) 0);
            throw new CliException(ExitCode.USAGE, "the key is not hexadecimal: pairs of 0-9 and a-f are");
        }
        return key;
    }

    private static byte[] decodeBase64(byte[] written) {
        byte[] digits = withoutBlanks(written);
        try {
            return Base64.getDecoder().decode(digits);
        } catch (IllegalArgumentException e) { // its message quotes the key
            throw new CliException(ExitCode.USAGE, "the key is not Base64 (RFC 4648, section 4)");
        } finally {
            Arrays.fill(digits, (byte) 0);
        }
    }

    private static byte[] withoutBlanks(byte[] written) {
        byte[] digits = new byte[written.length];
        int size = 0;
        for (byte b : written) {
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                digits[size++] = b;
            }
        }
        byte[] exact = Arrays.copyOf(digits, size);
        Arrays.fill(digits, (byte) 0);
        return exact;
    }
}
