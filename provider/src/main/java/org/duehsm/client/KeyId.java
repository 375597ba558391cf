package org.duehsm.client;

import org.duehsm.link.Limits;

/** What a key id is: 1 to 128 bytes of UTF-8 without control characters (PROTOCOL.md section 4). */
public final class KeyId {

    /** The most bytes of UTF-8. */
    public static final int MAX_BYTES = Limits.KEY_ID_MAX;

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
        return ShortText.encode("a key id", MAX_BYTES, id);
    }
}
