package org.duehsm.client;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text by which a device knows something: UTF-8 without control characters, not empty, and not long. */
final class ShortText {

    private static final int SHOWN = 20;

    private ShortText() {}

    /**
     * Returns its UTF-8.
     *
     * @param what it is, such as {@code a key id}
     * @param maxBytes the most bytes of UTF-8
     * @throws IllegalArgumentException that says what is wrong with it
     */
    static byte[] encode(String what, int maxBytes, String text) {
        if (text == null || text.isEmpty()) {
            throw new IllegalArgumentException(what + " has at least 1 character");
        }
        byte[] bytes = isAscii(what, text) ? text.getBytes(StandardCharsets.ISO_8859_1) : encodeUnicode(what, text);
        if (bytes.length > maxBytes) {
            throw new IllegalArgumentException(what + " has at most " + maxBytes + " bytes of UTF-8; this one has "
                    + bytes.length + ": " + text.substring(0, Math.min(SHOWN, text.length())) + "...");
        }
        return bytes;
    }

    /** Whether all characters are ASCII; control characters are refused on the way. */
    private static boolean isAscii(String what, String text) {
        boolean ascii = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                throw new IllegalArgumentException(what + " has no control characters");
            }
            ascii &= c < 0x80;
        }
        return ascii;
    }

    private static byte[] encodeUnicode(String what, String text) {
        try {
            ByteBuffer buffer = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(what + " is valid Unicode; this one has half of a surrogate pair", e);
        }
    }
}
