package org.duehsm.client;

/**
 * A key as a request for a MAC names it.
 *
 * @param algorithm what it is to be used for; the device refuses a key that is for another
 * @param keyId its id
 * @param id the same as the bytes that go to the device
 */
record MacKey(Algorithm algorithm, String keyId, byte[] id) {

    /**
     * Names a key, whether or not the device has it.
     *
     * @throws IllegalArgumentException if that is no key id
     */
    static MacKey of(Algorithm algorithm, String keyId) {
        return new MacKey(algorithm, keyId, KeyId.encode(keyId));
    }

    /**
     * Throws if no message of the algorithm is so long, as the device would of one that is no string to sign; that is
     * known without it.
     */
    void requireLength(long bytes) {
        if (bytes > algorithm.maxMessageBytes()) {
            throw Failures.tooLong(this);
        }
    }
}
