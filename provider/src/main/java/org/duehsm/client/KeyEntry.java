package org.duehsm.client;

import java.time.Instant;

/**
 * What the device tells of a key.
 *
 * @param id its key id
 * @param algorithm its algorithm, such as {@link Algorithm#HMAC_SHA1}
 * @param generated whether the device made it, so that nobody ever saw it
 * @param created when it was made or imported by the clock of the host that did it; null if unknown
 */
public record KeyEntry(String id, int algorithm, boolean generated, Instant created) {}
