package org.duehsm.aws;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of a text that is signed or sent. {@code String.getBytes} writes a question mark for half of a
 * surrogate pair, and the request would be right, but for another object.
 */
final class Utf8 {

    private Utf8() {}

    /** Throws IllegalArgumentException for half of a surrogate pair. */
    static byte[] encode(String text) {
        CharBuffer chars = CharBuffer.wrap(text);
        try {
            ByteBuffer buffer = StandardCharsets.UTF_8.newEncoder().encode(chars); // a new one reports
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            int index = chars.position();
            String half = String.format("\\u%04X", (int) text.charAt(index));
            throw new IllegalArgumentException(
                    "no Unicode text, half of a surrogate pair at index " + index + ": " + text.substring(0, index)
                            + half + text.substring(index + 1),
                    e);
        }
    }
}
