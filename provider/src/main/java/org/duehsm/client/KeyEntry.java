package org.duehsm.client;

import java.time.Instant;
import java.util.Optional;

/**
 * What the device tells of a key.
 *
 * @param id its key id
 * @param algorithmCode the number of its algorithm, 0 to 255, whether or not this library knows it
 * @param generated whether the device made it, so that nobody ever saw it
 * @param created when it was made or imported by the clock of the host that did it; null if unknown
 * @param limits what it is limited to, {@link KeyLimits#NONE} for a key of an algorithm that this library does not know,
 *     and for HMAC where firmware, or a broker, knows of no limits; null if the device was not asked, or did not tell
 */
public record KeyEntry(String id, int algorithmCode, boolean generated, Instant created, KeyLimits limits) {

    /** Its algorithm; absent if a newer firmware has it and this library does not. */
    public Optional<Algorithm> algorithm() {
        return Algorithm.of(algorithmCode);
    }

    /** The algorithm's name in Java, such as {@code HmacSHA1}, or {@code algorithm} and its number. */
    public String algorithmName() {
        return algorithm().map(Algorithm::jcaName).orElse("algorithm " + algorithmCode);
    }
}
