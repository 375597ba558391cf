package org.duehsm.client;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.duehsm.link.Limits;

/** What a key id is: 1 to 128 bytes of UTF-8 without control characters (PROTOCOL.md section 4). */
public final class KeyId {

    /** The most bytes of UTF-8. */
    public static final int MAX_BYTES = Limits.KEY_ID_MAX;

    private static final int SHOWN = 20;

    private KeyId() {}

    /**
     * Returns the id.
     *
     * @throws IllegalArgumentException that says what is wrong with it
     */
    public static String require(String id) {
        encode(id);
        return id;
    }

    /** Whether it is a key id. */
    public static boolean isValid(String id) {
        try {
            encode(id);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static byte[] encode(String id) {
        if (id == null || id.isEmpty()) {
            throw new IllegalArgumentException("a key id has at least 1 character");
        }
        byte[] bytes = isAscii(id) ? id.getBytes(StandardCharsets.ISO_8859_1) : encodeUnicode(id);
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("a key id has at most " + MAX_BYTES + " bytes of UTF-8; this one has "
                    + bytes.length + ": " + id.substring(0, SHOWN) + "...");
        }
        return bytes;
    }

    /** Whether all characters are ASCII; control characters are refused on the way. */
    private static boolean isAscii(String id) {
        boolean ascii = true;
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (Character.isISOControl(c)) {
                throw new IllegalArgumentException("a key id has no control characters");
            }
            ascii &= c < 0x80;
        }
        return ascii;
    }

    private static byte[] encodeUnicode(String id) {
        try {
            ByteBuffer buffer = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(id));
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a key id is valid Unicode; this one has half of a surrogate pair", e);
        }
    }
}
