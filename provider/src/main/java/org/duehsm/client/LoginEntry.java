package org.duehsm.client;

import java.util.Optional;

/**
 * A login that a device has.
 *
 * @param name its name
 * @param roleCode what it may do, as the device numbers it
 */
public record LoginEntry(String name, int roleCode) {

    /** What it may do; absent if it is a role of newer firmware that this library does not know. */
    public Optional<Role> role() {
        return Role.of(roleCode);
    }
}
