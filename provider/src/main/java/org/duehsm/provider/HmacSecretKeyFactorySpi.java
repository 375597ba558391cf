package org.duehsm.provider;

import java.security.InvalidKeyException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactorySpi;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DueHsmClient;

/** Imports keys. Refuses an id that exists: the key store replaces. */
final class HmacSecretKeyFactorySpi extends SecretKeyFactorySpi {

    private final Algorithm algorithm;
    private final String token;
    private final Supplier<DueHsmClient> client;

    HmacSecretKeyFactorySpi(Algorithm algorithm, String token, Supplier<DueHsmClient> client) {
        this.algorithm = algorithm;
        this.token = token;
        this.client = client;
    }

    /** Imports a {@link DueHsmKeySpec}. */
    @Override
    protected SecretKey engineGenerateSecret(KeySpec keySpec) throws InvalidKeySpecException {
        if (!(keySpec instanceof DueHsmKeySpec spec)) {
            throw new InvalidKeySpecException("SecretKeyFactory " + AlgorithmNames.deviceName(algorithm) + " takes a "
                    + DueHsmKeySpec.class.getSimpleName() + "(id, key)");
        }
        if (!spec.token().equals(token)) {
            throw new InvalidKeySpecException(TokenName.wrong(spec, spec.token(), token));
        }
        DueHsmClient device = client.get();
        byte[] key = bytes(spec);
        try {
            device.importKey(spec.id(), algorithm, key, spec.limits(), false);
        } catch (IllegalArgumentException e) { // limits that are not for this algorithm, or too long
            throw new InvalidKeySpecException(e.getMessage(), e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
        return DueHsmKey.of(token, spec.id(), algorithm.jcaName());
    }

    private static byte[] bytes(DueHsmKeySpec spec) throws InvalidKeySpecException {
        try {
            return spec.key();
        } catch (IllegalStateException e) {
            throw new InvalidKeySpecException(e.getMessage(), e);
        }
    }

    /** Refuses: keys do not leave the device. */
    @Override
    protected KeySpec engineGetKeySpec(SecretKey key, Class<?> keySpec) throws InvalidKeySpecException {
        throw new InvalidKeySpecException("a key on " + token + " does not leave it, so it has no key specification");
    }

    /** Returns handles of this token for this algorithm as they are; refuses other keys. */
    @Override
    protected SecretKey engineTranslateKey(SecretKey key) throws InvalidKeyException {
        return Handles.require(key, token, algorithm);
    }
}
