package org.duehsm.client;

import org.duehsm.link.Limits;

/**
 * An inner loop of the firmware, whose processor cycles the device counts (PROTOCOL.md section 7).
 *
 * @param subject its number in the protocol, 0 to 255
 * @param count how much of it, 0 to 65535
 */
public record Measurement(int subject, int count) {

    /** The most blocks of {@link #hash}. */
    public static final int MAX_BLOCKS = Limits.MEASURE_BLOCKS_MAX;

    private static final int COLD_SIGNATURE = 5;
    private static final int CACHED_SIGNATURE = 6;

    /**
     * One call of the hash of an {@linkplain Algorithm#isHmac() HMAC}.
     *
     * @param blocks of how many blocks, 1 to 16
     * @throws IllegalArgumentException for another number of blocks, or another algorithm
     */
    public static Measurement hash(Algorithm algorithm, int blocks) {
        if (blocks < 1 || blocks > MAX_BLOCKS) {
            throw new IllegalArgumentException("a device measures 1 to " + MAX_BLOCKS + " blocks, not " + blocks);
        }
        return new Measurement(2 * requireHmac(algorithm).code() - 1, blocks);
    }

    /**
     * An {@linkplain Algorithm#isHmac() HMAC} from stored midstates.
     *
     * @param bytes of a message of how many bytes, 0 to 1024
     * @throws IllegalArgumentException for another number of bytes, or another algorithm
     */
    public static Measurement mac(Algorithm algorithm, int bytes) {
        if (bytes < 0 || bytes > Limits.MEASURE_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "a device measures 0 to " + Limits.MEASURE_BYTES_MAX + " bytes, not " + bytes);
        }
        return new Measurement(2 * requireHmac(algorithm).code(), bytes);
    }

    /**
     * A signature of {@link Algorithm#AWS4_HMAC_SHA256}.
     *
     * @param cached whether the device has the key of the day, region and service already, as it has after the first
     *     signature for them; otherwise it computes the whole chain
     */
    public static Measurement signature(boolean cached) {
        return new Measurement(cached ? CACHED_SIGNATURE : COLD_SIGNATURE, 0);
    }

    private static Algorithm requireHmac(Algorithm algorithm) {
        if (!algorithm.isHmac()) {
            throw new IllegalArgumentException(
                    "a device measures neither hash nor length for " + algorithm.jcaName() + ", but a whole signature");
        }
        return algorithm;
    }
}
