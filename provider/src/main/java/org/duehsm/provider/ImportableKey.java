package org.duehsm.provider;

import java.security.Key;
import java.security.KeyStoreException;
import javax.crypto.SecretKey;
import org.duehsm.client.Algorithm;
import org.duehsm.client.KeyId;

/**
 * A key that a caller wants on the device.
 *
 * @param algorithm what it is for
 * @param bytes a copy of its bytes; the caller wipes it
 */
record ImportableKey(Algorithm algorithm, byte[] bytes) {

    /**
     * Takes the bytes of a key.
     *
     * @throws KeyStoreException if the alias is no key id, or the key is no secret key with bytes, or is for another
     *     algorithm than those of {@link AlgorithmNames#SERVED}
     */
    static ImportableKey of(String alias, Key key, String token) throws KeyStoreException {
        try {
            KeyId.require(alias);
        } catch (IllegalArgumentException e) {
            throw new KeyStoreException(e.getMessage(), e);
        }
        if (key instanceof DueHsmKey handle) {
            throw new KeyStoreException("the handle of key " + handle.id() + " on " + handle.token()
                    + " has no bytes that could be stored under " + alias);
        }
        if (!(key instanceof SecretKey secret)) {
            throw new KeyStoreException(token + " holds secret keys only, not a "
                    + (key == null ? null : key.getClass().getName()));
        }
        if (secret.isDestroyed()) {
            throw new KeyStoreException("the key for " + alias + " has been destroyed");
        }
        Algorithm algorithm = AlgorithmNames.ofKey(key.getAlgorithm())
                .orElseThrow(() -> new KeyStoreException("a key for " + key.getAlgorithm() + " cannot be used by "
                        + token + "; say what it is for by new SecretKeySpec(bytes, algorithm) with one of "
                        + AlgorithmNames.LIST));
        byte[] bytes = "RAW".equals(key.getFormat()) ? key.getEncoded() : null;
        if (bytes == null) {
            throw new KeyStoreException("the key for " + alias + " has no RAW encoding, so it cannot be imported");
        }
        return new ImportableKey(algorithm, bytes);
    }
}
