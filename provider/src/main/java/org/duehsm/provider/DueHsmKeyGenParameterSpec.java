package org.duehsm.provider;

import java.security.spec.AlgorithmParameterSpec;
import org.duehsm.client.KeyId;

/**
 * The id of a key to be made on the device. For {@link javax.crypto.KeyGenerator#init} of
 * {@code HmacSHA1-DueHSM}.
 *
 * @param id the key id: 1 to 128 bytes of UTF-8, no control characters, case-sensitive
 */
public record DueHsmKeyGenParameterSpec(String id) implements AlgorithmParameterSpec {

    /**
     * Checks the id.
     *
     * @throws IllegalArgumentException if it is no key id
     */
    public DueHsmKeyGenParameterSpec {
        KeyId.require(id);
    }
}
