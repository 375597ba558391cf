package org.duehsm.client;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a login may do (PROTOCOL.md). */
public enum Role {
    /** Sign, list and find keys, and take random bytes. */
    USER(1),
    /** All that the device can do: the user's part, and change keys, limits and logins. */
    MANAGER(2);

    private final int code;

    Role(int code) {
        this.code = code;
    }

    /** The role of this code; absent if a newer firmware has it and this library does not. */
    public static Optional<Role> of(int code) {
        return Arrays.stream(values()).filter(each -> each.code == code).findFirst();
    }

    /** The role of this word, as {@link #toString()} has it. */
    static Optional<Role> of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.toString().equals(word))
                .findFirst();
    }

    /** Its number in the wire protocol and in a login's record. */
    public int code() {
        return code;
    }

    /** {@code user} or {@code manager}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
