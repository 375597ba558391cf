package org.duehsm.provider;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.ProviderException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.function.Supplier;
import javax.crypto.MacSpi;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.MacMessage;

/**
 * A MAC on the device: what the JCA asks of a Mac, over a {@link MacMessage}.
 *
 * <p>{@code init} touches no device. An {@code update} that fails throws a {@link ProviderException} that names port and
 * key id, and so does every further call until {@code doFinal} has thrown it too, {@code reset} or {@code init}.
 *
 * <p>A Mac is for one thread at a time, because its message is. Nothing here changes before the message has let the
 * thread in.
 */
final class HmacSpi extends MacSpi implements Cloneable {

    private final Algorithm algorithm;
    private final String token;
    private final Supplier<DueHsmClient> client;

    private DueHsmKey key;
    private MacMessage message;
    private ProviderException failure;

    HmacSpi(Algorithm algorithm, String token, Supplier<DueHsmClient> client) {
        this.algorithm = algorithm;
        this.token = token;
        this.client = client;
    }

    @Override
    protected int engineGetMacLength() {
        return algorithm.macLength();
    }

    @Override
    protected void engineInit(Key newKey, AlgorithmParameterSpec parameters)
            throws InvalidKeyException, InvalidAlgorithmParameterException {
        engineReset();
        key = null;
        if (parameters != null) {
            throw new InvalidAlgorithmParameterException(
                    algorithm.jcaName() + " takes no parameters, not " + parameters.getClass());
        }
        DueHsmKey handle = Handles.require(newKey, token, algorithm);
        // Otherwise the old one goes on, which has memory for a message already.
        if (message == null || !message.keyId().equals(handle.id())) {
            message = new MacMessage(client, algorithm, handle.id());
        }
        key = handle;
    }

    @Override
    protected void engineUpdate(byte input) {
        requireUsable();
        try {
            message.update(input);
        } catch (ProviderException e) {
            throw failed(e);
        }
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
        requireUsable();
        try {
            message.update(input, offset, length);
        } catch (ProviderException e) {
            throw failed(e);
        }
    }

    private ProviderException failed(ProviderException e) {
        message.reset();
        failure = e;
        return e;
    }

    @Override
    protected byte[] engineDoFinal() {
        try {
            requireUsable();
            return message.doFinal();
        } catch (ProviderException e) {
            engineReset();
            throw e;
        }
    }

    @Override
    protected void engineReset() {
        if (message != null) {
            message.reset();
        }
        failure = null;
    }

    @Override
    public Object clone() throws CloneNotSupportedException {
        HmacSpi copy = (HmacSpi) super.clone();
        if (message != null) {
            copy.message = message.copy();
        }
        return copy;
    }

    private void requireUsable() {
        if (failure != null) {
            throw failure;
        }
        if (key == null) {
            throw new IllegalStateException("the Mac has no key: the last init failed");
        }
        if (key.isDestroyed()) {
            message.reset(); // nobody can end it any more
            throw new IllegalStateException("the handle of key " + key.id() + " has been destroyed");
        }
    }
}
