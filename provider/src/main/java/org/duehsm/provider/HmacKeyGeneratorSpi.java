package org.duehsm.provider;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidParameterException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.function.Supplier;
import javax.crypto.KeyGeneratorSpi;
import javax.crypto.SecretKey;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DueHsmClient;

/** Makes a key on the device, where nobody sees it. Refuses an id that exists. */
final class HmacKeyGeneratorSpi extends KeyGeneratorSpi {

    private final Algorithm algorithm;
    private final String token;
    private final Supplier<DueHsmClient> client;

    private DueHsmKeyGenParameterSpec wanted;

    HmacKeyGeneratorSpi(Algorithm algorithm, String token, Supplier<DueHsmClient> client) {
        this.algorithm = algorithm;
        this.token = token;
        this.client = client;
    }

    /** Takes a {@link DueHsmKeyGenParameterSpec}; the random source is the device's own, the given one is unused. */
    @Override
    protected void engineInit(AlgorithmParameterSpec parameters, SecureRandom random)
            throws InvalidAlgorithmParameterException {
        wanted = null;
        if (!(parameters instanceof DueHsmKeyGenParameterSpec spec)) {
            throw new InvalidAlgorithmParameterException(needed());
        }
        if (!spec.token().equals(token)) {
            throw new InvalidAlgorithmParameterException(TokenName.wrong(spec, spec.token(), token));
        }
        requireLimits(spec);
        wanted = spec;
    }

    @Override
    protected void engineInit(int keySize, SecureRandom random) {
        wanted = null;
        throw new InvalidParameterException(needed());
    }

    /** Has nothing to do: the random source is the device's own. */
    @Override
    protected void engineInit(SecureRandom random) {}

    @Override
    protected SecretKey engineGenerateKey() {
        if (wanted == null) {
            throw new IllegalStateException(needed());
        }
        client.get().generateKey(wanted.id(), algorithm, wanted.limits());
        return DueHsmKey.of(token, wanted.id(), algorithm.jcaName());
    }

    private void requireLimits(DueHsmKeyGenParameterSpec spec) throws InvalidAlgorithmParameterException {
        try {
            spec.limits().requireFor(spec.id(), algorithm);
        } catch (IllegalArgumentException e) {
            throw new InvalidAlgorithmParameterException(e.getMessage(), e);
        }
    }

    private String needed() {
        return "KeyGenerator " + AlgorithmNames.deviceName(algorithm) + " makes a key under an id: call init(new "
                + DueHsmKeyGenParameterSpec.class.getSimpleName() + "(id)) first";
    }
}
