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

    /** The algorithm of keys for Signature Version 4. */
    static final String AWS4 = StringToSign.ALGORITHM;

    /** The algorithms of keys for Signature Version 2. */
    static final Set<String> PLAIN = Set.of("HmacSHA1", "HmacSHA256");

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
        if (!PLAIN.contains(key.getAlgorithm()) && !key.getAlgorithm().equals(AWS4)) {
            throw new InvalidKeyException("Signature Version 2 takes keys for HmacSHA1 or HmacSHA256, Signature Version"
                    + " 4 for " + AWS4 + ", nothing for " + key.getAlgorithm() + ": the key of " + id);
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
        return isChainInSoftware() ? SoftwareChain.sign(key, mac(), message) : mac().doFinal(message);
    }

    /* Of a key that lies in memory; a handle's chain is run by what has the key. */
    private boolean isChainInSoftware() {
        return algorithm().equals(AWS4) && "RAW".equals(key.getFormat());
    }

    private Mac mac() throws NoSuchAlgorithmException, InvalidKeyException {
        if (isChainInSoftware()) {
            return mac("HmacSHA256");
        }
        // No other provider has a Mac of that kind, so there is no name without ours in it.
        Mac mac = mac(algorithm().equals(AWS4) ? AWS4 + "-DueHSM" : algorithm());
        mac.init(key);
        return mac;
    }

    private Mac mac(String name) throws NoSuchAlgorithmException {
        return provider.isPresent() ? Mac.getInstance(name, provider.get()) : Mac.getInstance(name);
    }

    @Override
    public String toString() {
        return "AccessKey[" + id + "]";
    }
}
