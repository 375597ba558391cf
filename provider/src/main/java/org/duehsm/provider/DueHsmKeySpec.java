package org.duehsm.provider;

import java.security.spec.KeySpec;
import java.util.Arrays;
import java.util.Objects;
import javax.security.auth.Destroyable;
import org.duehsm.client.Algorithm;
import org.duehsm.client.KeyId;

/**
 * The bytes of a key to import, and the id under which the device shall keep it. For
 * {@link javax.crypto.SecretKeyFactory#generateSecret} of {@code HmacSHA1-DueHSM}.
 *
 * <p>The object holds a copy of the bytes until {@link #destroy()}.
 */
public final class DueHsmKeySpec implements KeySpec, Destroyable {

    private final String id;
    private final byte[] key;
    private volatile boolean destroyed;

    /**
     * Copies the key.
     *
     * @param id the key id: 1 to 128 bytes of UTF-8, no control characters, case-sensitive
     * @param key the key, 1 to 1024 bytes
     * @throws IllegalArgumentException if the id or the key's length is not as said
     */
    public DueHsmKeySpec(String id, byte[] key) {
        this.id = KeyId.require(id);
        Objects.requireNonNull(key, "key");
        if (key.length < 1 || key.length > Algorithm.MAX_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a key has 1 to " + Algorithm.MAX_KEY_BYTES + " bytes; the one for " + id + " has " + key.length);
        }
        this.key = key.clone();
    }

    /** The key id. */
    public String id() {
        return id;
    }

    /**
     * A copy of the key's bytes; the caller wipes it.
     *
     * @throws IllegalStateException after {@link #destroy()}
     */
    public byte[] key() {
        if (destroyed) {
            throw new IllegalStateException("the key specification for " + id + " has been destroyed");
        }
        return key.clone();
    }

    /** Wipes the key's bytes. */
    @Override
    public void destroy() {
        destroyed = true;
        Arrays.fill(key, (byte) 0);
    }

    @Override
    public boolean isDestroyed() {
        return destroyed;
    }

    /** The key id, without the key. */
    @Override
    public String toString() {
        return "DueHsmKeySpec[" + id + "]";
    }
}
