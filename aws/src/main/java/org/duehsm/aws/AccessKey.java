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

    /** The MAC by its JCA name, which is also its name in Signature Version 2: HmacSHA1 or HmacSHA256. */
    String algorithm();

    /**
     * The MAC of a message.
     *
     * @throws IOException if another program computes it and does not answer
     * @throws GeneralSecurityException if the key cannot sign
     * @throws java.security.ProviderException if the key is on a device that fails
     */
    byte[] sign(byte[] message) throws IOException, GeneralSecurityException;

    /**
     * A key that {@code javax.crypto.Mac} takes, signing with the registered provider that it picks:
     * the handle of a device's key, or a {@code SecretKeySpec}.
     *
     * @param id the access key id, not empty
     * @param key a key whose algorithm is HmacSHA1 or HmacSHA256
     * @throws InvalidKeyException if no registered provider takes the key
     */
    static AccessKey of(String id, SecretKey key) throws InvalidKeyException {
        return MacAccessKey.of(id, key, Optional.empty());
    }

    /**
     * A key that this provider's {@code Mac} takes; the provider need not be registered.
     *
     * @throws InvalidKeyException if the provider does not take the key
     */
    static AccessKey of(String id, SecretKey key, Provider provider) throws InvalidKeyException {
        return MacAccessKey.of(id, key, Optional.of(provider));
    }

    /**
     * A key that {@code due-hsm serve} signs with. It signs requests of query APIs only, because it
     * finds the key by the access key id in the message.
     *
     * @param uri where to post what is to be signed: {@code http://127.0.0.1:8086/sign/aws}
     * @param token the daemon's bearer token, if it wants one: printable ASCII without spaces
     */
    static AccessKey ofDaemon(String id, URI uri, Optional<String> token) {
        return new DaemonAccessKey(id, uri, token);
    }
}
