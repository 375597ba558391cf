package org.duehsm.provider;

import java.security.spec.KeySpec;
import java.util.Arrays;
import java.util.Objects;
import javax.security.auth.Destroyable;
import org.duehsm.client.Algorithm;
import org.duehsm.client.KeyId;
import org.duehsm.client.KeyLimits;

/**
 * The bytes of a key to import, the token that shall hold it, and the id under which it shall. For
 * {@link javax.crypto.SecretKeyFactory#generateSecret} of {@code HmacSHA1-DueHSM}, {@code HmacSHA256-DueHSM} or
 * {@code AWS4-HMAC-SHA256-DueHSM}, which says what the key is for; any other token refuses it. The bytes of a key for
 * AWS Signature 4 are the secret access key. A key may have limits, which say what it signs.
 *
 * <p>The object holds a copy of the bytes until {@link #destroy()}.
 */
public final class DueHsmKeySpec implements KeySpec, Destroyable {

    private final String token;
    private final String id;
    private final byte[] key;
    private final KeyLimits limits;
    private boolean destroyed;

    /**
     * A key for the token {@code DueHSM}. Copies it.
     *
     * @param id the key id: 1 to 128 bytes of UTF-8, no control characters, case-sensitive
     * @param key the key, 1 to 1024 bytes
     * @throws IllegalArgumentException if the id or the key's length is not as said
     */
    public DueHsmKeySpec(String id, byte[] key) {
        this(TokenName.DEFAULT, id, key);
    }

    /**
     * A key for a token, which is the name of the provider that serves it. Copies the key.
     *
     * @param token {@code DueHSM}, or {@code DueHSM-<name>} for a device whose configuration has a name
     * @param id the key id: 1 to 128 bytes of UTF-8, no control characters, case-sensitive
     * @param key the key, 1 to 1024 bytes
     * @throws IllegalArgumentException if the token, the id or the key's length is not as said
     */
    public DueHsmKeySpec(String token, String id, byte[] key) {
        this(token, id, key, KeyLimits.NONE);
    }

    /**
     * A key for a token, with limits to what it is to sign. Copies the key.
     *
     * @param token {@code DueHSM}, or {@code DueHSM-<name>} for a device whose configuration has a name
     * @param id the key id: 1 to 128 bytes of UTF-8, no control characters, case-sensitive
     * @param key the key, 1 to 1024 bytes
     * @param limits together with the id at most 128 bytes in the device, which keeps them with the key
     * @throws IllegalArgumentException if the token, the id or the key's length is not as said
     */
    public DueHsmKeySpec(String token, String id, byte[] key, KeyLimits limits) {
        this.token = TokenName.require(token);
        this.limits = Objects.requireNonNull(limits, "limits");
        this.id = KeyId.require(id);
        Objects.requireNonNull(key, "key");
        this.key = Algorithm.requireKey(id, key).clone();
    }

    /** The name of the provider whose device shall hold the key. */
    public String token() {
        return token;
    }

    /** The key id. */
    public String id() {
        return id;
    }

    /** What it is to sign; {@link KeyLimits#NONE} if nothing was said. */
    public KeyLimits limits() {
        return limits;
    }

    /**
     * A copy of the key's bytes; the caller wipes it.
     *
     * @throws IllegalStateException after {@link #destroy()}
     */
    public synchronized byte[] key() {
        if (destroyed) {
            throw new IllegalStateException("the key specification for " + id + " has been destroyed");
        }
        return key.clone();
    }

    /** Wipes the key's bytes. */
    @Override
    public synchronized void destroy() {
        destroyed = true;
        Arrays.fill(key, (byte) 0);
    }

    @Override
    public synchronized boolean isDestroyed() {
        return destroyed;
    }

    /** Token and key id, without the key. */
    @Override
    public String toString() {
        return "DueHsmKeySpec[" + token + ", " + id + "]";
    }
}
