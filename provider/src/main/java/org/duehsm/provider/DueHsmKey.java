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
 * <p>Making a handle needs no device, and does not tell whether the key exists, nor what it is for: a MAC with a
 * handle of an unknown key, or of one for another algorithm, fails with an exception that says so. The handles that
 * {@link java.security.KeyStore#getKey} gives have been told by the device.
 *
 * <p>Handles are equal if token and id are, whatever algorithm they say: an id has one key, and a key one algorithm.
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
     * A handle of a key for {@code HmacSHA1} on the token {@code DueHSM}; {@link #withAlgorithm} makes one for another.
     *
     * @param id the key id: 1 to 128 bytes of UTF-8, no control characters, case-sensitive
     * @throws IllegalArgumentException if that is no key id
     */
    public static DueHsmKey of(String id) {
        return of(TokenName.DEFAULT, id);
    }

    /**
     * A handle of a key for {@code HmacSHA1} on a token, which is the name of the provider that serves it;
     * {@link #withAlgorithm} makes one for another.
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

    /**
     * A handle of the same key for this algorithm, as in {@code DueHsmKey.of("id").withAlgorithm("HmacSHA256")}; this
     * one stays as it is. It changes nothing on the device: what the key there is for was said when it was made.
     *
     * @param name {@code HmacSHA1}, {@code HmacSHA256} or {@code AWS4-HMAC-SHA256}, in any spelling and by object
     *     identifiers too
     * @throws IllegalArgumentException if that is none of these
     * @throws IllegalStateException if this handle has been destroyed
     */
    public DueHsmKey withAlgorithm(String name) {
        if (destroyed) {
            throw new IllegalStateException("the handle of key " + id + " has been destroyed");
        }
        return AlgorithmNames.of(name)
                .map(known -> new DueHsmKey(token, id, known.jcaName()))
                .orElseThrow(() -> new IllegalArgumentException("there is no algorithm " + name + " for a key on "
                        + token + "; there are " + AlgorithmNames.LIST));
    }

    /** The name of the provider whose device holds the key. */
    public String token() {
        return token;
    }

    /** The key id, which is also the alias in the {@code DueHSM} key store. */
    public String id() {
        return id;
    }

    /**
     * What the key is for, {@code HmacSHA1}, {@code HmacSHA256} or {@code AWS4-HMAC-SHA256}; a key store says {@code
     * algorithm} and a number of a key whose algorithm this library does not know.
     */
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

    /** Token, key id and algorithm; all of them are public. */
    @Override
    public String toString() {
        return "DueHsmKey[" + token + ", " + id + ", " + algorithm + "]";
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
