package org.duehsm.cli;

import java.util.Arrays;
import java.util.Base64;
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
     * @throws CliException if they are not written as was said, or if nothing was said and it is
     *     doubtful whether a line break at the end belongs to the key
     */
    byte[] decode(byte[] written) {
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
