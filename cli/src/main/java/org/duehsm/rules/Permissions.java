package org.duehsm.rules;

/**
 * What one caller may do. A listener finds out who calls, gets the caller's permissions once, and asks them before
 * each thing that it does for the caller.
 */
@FunctionalInterface
public interface Permissions {
    /** Those of a caller who may do everything. */
    Permissions ALL = (right, keyId) -> true;

    /**
     * Whether the caller may do this.
     *
     * @param right the kind of thing
     * @param keyId the key id, 1 to 128 bytes of UTF-8, or null for what names no key ({@link Right#RANDOM}, sealing,
     *     measuring) and for asking whether the right is given for any key at all
     */
    boolean permits(Right right, String keyId);

    /** Those of a caller who is two at once. */
    default Permissions or(Permissions other) {
        return (right, keyId) -> permits(right, keyId) || other.permits(right, keyId);
    }
}
