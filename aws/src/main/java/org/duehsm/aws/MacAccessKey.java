package org.duehsm.aws;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** Signs through {@code javax.crypto.Mac}, with one of its own for each message. */
final class MacAccessKey implements AccessKey {

    private static final Set<String> ALGORITHMS = Set.of("HmacSHA1", "HmacSHA256");

    private final String id;
    private final SecretKey key;
    private final Optional<Provider> provider;

    private MacAccessKey(String id, SecretKey key, Optional<Provider> provider) {
        this.id = id;
        this.key = key;
        this.provider = provider;
    }

    static AccessKey of(String id, SecretKey key, Optional<Provider> provider) throws InvalidKeyException {
        requireId(id);
        if (!ALGORITHMS.contains(key.getAlgorithm())) {
            throw new InvalidKeyException("Signature Version 2 takes keys for HmacSHA1 or HmacSHA256, not for "
                    + key.getAlgorithm() + ": the key of " + id);
        }
        MacAccessKey accessKey = new MacAccessKey(id, key, provider);
        try {
            accessKey.mac(); // for an error now rather than at the first request
        } catch (NoSuchAlgorithmException e) {
            throw new InvalidKeyException("nothing computes " + key.getAlgorithm() + " for the key of " + id, e);
        }
        return accessKey;
    }

    static void requireId(String id) {
        if (Utf8.encode(id).length == 0) {
            throw new IllegalArgumentException("the access key id is empty");
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String algorithm() {
        return key.getAlgorithm();
    }

    @Override
    public byte[] sign(byte[] message) throws GeneralSecurityException {
        return mac().doFinal(message);
    }

    private Mac mac() throws NoSuchAlgorithmException, InvalidKeyException {
        Mac mac = provider.isPresent() ? Mac.getInstance(algorithm(), provider.get()) : Mac.getInstance(algorithm());
        mac.init(key);
        return mac;
    }

    @Override
    public String toString() {
        return "AccessKey[" + id + "]";
    }
}
