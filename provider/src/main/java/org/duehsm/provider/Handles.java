package org.duehsm.provider;

import java.security.InvalidKeyException;
import java.security.Key;

/** Tells the handles of a token from other keys. */
final class Handles {

    private Handles() {}

    /** Returns the key if it is a usable handle of the token, or throws and says why it is not. */
    static DueHsmKey require(Key key, String token) throws InvalidKeyException {
        if (key == null) {
            throw new InvalidKeyException("the key is null; a handle is made by DueHsmKey.of(id)");
        }
        if (!(key instanceof DueHsmKey handle)) {
            throw new InvalidKeyException("a " + key.getClass().getName() + " is no DueHsmKey: import it into the "
                    + token + " key store, and use its handle");
        }
        if (!handle.token().equals(token)) {
            throw new InvalidKeyException(
                    "the handle of key " + handle.id() + " belongs to " + handle.token() + ", not to " + token);
        }
        if (handle.isDestroyed()) {
            throw new InvalidKeyException("the handle of key " + handle.id() + " has been destroyed");
        }
        return handle;
    }
}
