package org.duehsm.provider;

import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.util.Objects;
import javax.crypto.SecretKey;
import org.duehsm.client.Algorithm;
import org.duehsm.client.KeyId;

/**
 * A handle of a key on a device: the token that holds it and its id, and nothing else. The key's
 * bytes are on the board only, so {@link #getFormat()} and {@link #getEncoded()} are null, and the
 * handle cannot be serialized.
 *
 * <p>Making a handle needs no device, and does not tell whether the key exists; a MAC with a handle
 * of an unknown key fails with an exception that says so. Handles are equal if token and id are.
 *
 * <p>A handle names an id. Whatever key has the id when {@link javax.crypto.Mac#doFinal()} is called, signs; never one that
 * has been replaced or deleted before. A message of more than 64 KiB begins on the device before that: if its key has
 * been replaced or deleted since, {@code doFinal} throws a {@link java.security.ProviderException}, and the Mac is ready
 * for the next message.
 *
 * <p>{@link #destroy()} makes this one object unusable. It does not touch the key on the device:
 * {@link java.security.KeyStore#deleteEntry(String)} deletes that.
 */
public final class DueHsmKey implements SecretKey {

    private static final long serialVersionUID = 1L;

    private final transient String token;
    private final transient String id;
    private final transient String algorithm;
    private transient volatile boolean destroyed;

    private DueHsmKey(String token, String id, String algorithm) {
        this.token = token;
        this.id = id;
        this.algorithm = algorithm;
    }

    /**
     * A handle of a key on the token {@code DueHSM}.
     *
     * @param id the key id: 1 to 128 bytes of UTF-8, no control characters, case-sensitive
     * @throws IllegalArgumentException if that is no key id
     */
    public static DueHsmKey of(String id) {
        return of(TokenName.DEFAULT, id);
    }

    /**
     * A handle of a key on a token, which is the name of the provider that serves it.
     *
     * @param token {@code DueHSM}, or {@code DueHSM-<name>} for a device whose configuration has a name
     * @param id the key id: 1 to 128 bytes of UTF-8, no control characters, case-sensitive
     * @throws IllegalArgumentException if the token is not such a name, or that is no key id
     */
    public static DueHsmKey of(String token, String id) {
        return of(token, id, Algorithm.HMAC_SHA1.jcaName());
    }

    /** The same of a key that is for this algorithm, as its key store says. */
    static DueHsmKey of(String token, String id, String algorithm) {
        return new DueHsmKey(TokenName.require(token), KeyId.require(id), algorithm);
    }

    /** The name of the provider whose device holds the key. */
    public String token() {
        return token;
    }

    /** The key id, which is also the alias in the {@code DueHSM} key store. */
    public String id() {
        return id;
    }

    /** {@code HmacSHA1}; of a handle that a key store has given what its key is for, such as {@code HmacSHA256}. */
    @Override
    public String getAlgorithm() {
        return algorithm;
    }

    /** Null: the key has no encoding. */
    @Override
    public String getFormat() {
        return null;
    }

    /** Null: the key does not leave the device. */
    @Override
    public byte[] getEncoded() {
        return null;
    }

    /** Makes this handle unusable. The key on the device stays. */
    @Override
    public void destroy() {
        destroyed = true;
    }

    @Override
    public boolean isDestroyed() {
        return destroyed;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DueHsmKey key && token.equals(key.token) && id.equals(key.id);
    }

    @Override
    public int hashCode() {
        return Objects.hash(token, id);
    }

    /** Token and key id; both are public. */
    @Override
    public String toString() {
        return "DueHsmKey[" + token + ", " + id + "]";
    }

    private Object writeReplace() throws NotSerializableException {
        throw notSerializable();
    }

    private void readObject(ObjectInputStream in) throws NotSerializableException {
        throw notSerializable();
    }

    private static NotSerializableException notSerializable() {
        return new NotSerializableException(
                DueHsmKey.class.getName() + ": keep token and key id, and make the handle again");
    }
}
