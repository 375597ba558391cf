package org.duehsm.aws;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Provider;
import java.util.Optional;
import javax.crypto.SecretKey;

/** An access key: its id, and something that computes MACs with its secret. Safe for use by many threads. */
public interface AccessKey {

    /** The access key id, which every request names. */
    String id();

    /**
     * What the key signs by: HmacSHA1 or HmacSHA256, which are names of the JCA and of Signature Version 2, or
     * AWS4-HMAC-SHA256, which is Signature Version 4.
     */
    String algorithm();

    /**
     * The MAC of a message; of a key for AWS4-HMAC-SHA256, the signature of a string to sign, 32 bytes.
     *
     * @throws IllegalArgumentException if the key is one in memory for AWS4-HMAC-SHA256, and the message is no
     *     string to sign
     * @throws IOException if another program computes it and does not answer
     * @throws GeneralSecurityException if the key cannot sign
     * @throws java.security.ProviderException if the key is on a device that fails
     */
    byte[] sign(byte[] message) throws IOException, GeneralSecurityException;

    /**
     * A key that {@code javax.crypto.Mac} takes, signing with the registered provider that it picks:
     * the handle of a device's key, or a {@code SecretKeySpec}. For AWS4-HMAC-SHA256, the latter has the
     * secret access key itself; keys are derived from it, in memory, for each signature.
     *
     * @param id the access key id, not empty
     * @param key a key whose algorithm is HmacSHA1, HmacSHA256 or AWS4-HMAC-SHA256
     * @throws InvalidKeyException if no registered provider takes the key
     */
    static AccessKey of(String id, SecretKey key) throws InvalidKeyException {
        return MacAccessKey.of(id, key, Optional.empty());
    }

    /**
     * A key that this provider's {@code Mac} takes; the provider need not be registered. A key in memory for
     * AWS4-HMAC-SHA256 needs its HmacSHA256.
     *
     * @throws InvalidKeyException if the provider does not take the key
     */
    static AccessKey of(String id, SecretKey key, Provider provider) throws InvalidKeyException {
        return MacAccessKey.of(id, key, Optional.of(provider));
    }

    /**
     * A key for HmacSHA1 that {@code due-hsm serve} signs with. It signs requests of query APIs by Signature Version 2
     * only, because it finds the key by the access key id in the message.
     *
     * @param uri where to post what is to be signed: {@code http://127.0.0.1:8086/sign/aws}
     * @param token the daemon's bearer token, if it wants one: printable ASCII without spaces
     */
    static AccessKey ofDaemon(String id, URI uri, Optional<String> token) {
        return ofDaemon(id, "HmacSHA1", uri, token);
    }

    /**
     * The same for a key of that algorithm: HmacSHA1, or AWS4-HMAC-SHA256 for Signature Version 4, of whatever requests.
     *
     * @throws IllegalArgumentException for another algorithm, which the daemon does not sign AWS requests by
     */
    static AccessKey ofDaemon(String id, String algorithm, URI uri, Optional<String> token) {
        return new DaemonAccessKey(id, algorithm, uri, token);
    }
}
