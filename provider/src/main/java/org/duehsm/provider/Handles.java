package org.duehsm.provider;

import java.security.InvalidKeyException;
import java.security.Key;
import org.duehsm.client.Algorithm;

/** Tells the handles of a token from other keys. */
final class Handles {

    private Handles() {}

    /** Returns the key if it is a usable handle of the token, or throws and says why it is not. */
    static DueHsmKey require(Key key, String token) throws InvalidKeyException {
        if (key == null) {
            throw new InvalidKeyException("the key is null; a handle is made by DueHsmKey.of(id)");
        }
        if (isForeign(key)) {
            throw new InvalidKeyException("the handle is of a DueHSM that " + loader(key.getClass())
                    + " has loaded, this"
                    + " provider is of the one that " + loader(DueHsmKey.class) + " has loaded: use a provider of the"
                    + " same class loader, or load DueHSM once, in one that all applications share");
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

    /** The same, and that it is for this algorithm. */
    static DueHsmKey require(Key key, String token, Algorithm algorithm) throws InvalidKeyException {
        DueHsmKey handle = require(key, token);
        if (!handle.getAlgorithm().equals(algorithm.jcaName())) {
            throw new InvalidKeyException("the handle of key " + handle.id() + " on " + token + " says that it is for "
                    + handle.getAlgorithm() + ", not for " + algorithm.jcaName() + "; ask for "
                    + AlgorithmNames.macName(handle.getAlgorithm()) + ", or, if the key is for " + algorithm.jcaName()
                    + ", take the handle that KeyStore.getKey gives,"
                    + " or the one of withAlgorithm(\"" + algorithm.jcaName() + "\")");
        }
        return handle;
    }

    /** Whether a key is a handle, of whatever token or class loader. */
    static boolean isHandle(Key key) {
        return key instanceof DueHsmKey || isForeign(key);
    }

    /** Whether a key is a handle of these same classes, but loaded once more by another class loader. */
    static boolean isForeign(Object key) {
        return key != null
                && key.getClass() != DueHsmKey.class
                && key.getClass().getName().equals(DueHsmKey.class.getName());
    }

    private static String loader(Class<?> type) {
        return "the class loader " + type.getClassLoader();
    }
}
