package org.duehsm.provider;

import java.security.spec.AlgorithmParameterSpec;
import java.util.Objects;
import org.duehsm.client.KeyId;
import org.duehsm.client.KeyLimits;

/**
 * The id of a key to be made, and the token whose device shall make it. For
 * {@link javax.crypto.KeyGenerator#init} of {@code HmacSHA1-DueHSM} or {@code HmacSHA256-DueHSM}, which says what the key
 * is for; any other token refuses it.
 *
 * @param token {@code DueHSM}, or {@code DueHSM-<name>} for a device whose configuration has a name
 * @param id the key id: 1 to 128 bytes of UTF-8, no control characters, case-sensitive
 * @param limits what the key is to sign; together with the id at most 128 bytes in the device, which keeps them with the
 *     key
 */
public record DueHsmKeyGenParameterSpec(String token, String id, KeyLimits limits) implements AlgorithmParameterSpec {

    /**
     * Checks token and id.
     *
     * @throws IllegalArgumentException if they are none
     */
    public DueHsmKeyGenParameterSpec {
        TokenName.require(token);
        KeyId.require(id);
        Objects.requireNonNull(limits, "limits");
    }

    /**
     * The id of a key on this token that is to have no limits.
     *
     * @throws IllegalArgumentException if token or id are none
     */
    public DueHsmKeyGenParameterSpec(String token, String id) {
        this(token, id, KeyLimits.NONE);
    }

    /**
     * The id of a key on the token {@code DueHSM}.
     *
     * @throws IllegalArgumentException if it is no key id
     */
    public DueHsmKeyGenParameterSpec(String id) {
        this(TokenName.DEFAULT, id);
    }
}
