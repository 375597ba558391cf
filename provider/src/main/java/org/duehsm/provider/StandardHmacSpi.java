package org.duehsm.provider;

import java.nio.ByteBuffer;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.MacSpi;
import org.duehsm.client.Algorithm;

/**
 * HMAC under the name that other providers have too. Asked for its length, or cloned or reset, before {@code init}, a
 * {@link Mac} is ours before anybody has seen the key, if we are the first provider that has the algorithm. So a key
 * that is no handle gets here what it would have got without us: a Mac of another provider.
 *
 * <p>A handle, and null, never leave this provider. Nothing of another key stays here: the other's Mac has it.
 *
 * <p>The other's Mac cannot be ours again: it is chosen by a key that our service does not support, wherever a DueHSM
 * is registered, and of whatever name or class loader.
 */
final class StandardHmacSpi extends MacSpi implements Cloneable {

    private final Algorithm algorithm;
    private final Supplier<HmacSpi> maker;

    private HmacSpi device;
    private Mac other; // null: the device's turn

    StandardHmacSpi(Algorithm algorithm, Supplier<HmacSpi> maker) {
        this.algorithm = algorithm;
        this.maker = maker;
        this.device = maker.get();
    }

    @Override
    protected int engineGetMacLength() {
        return algorithm.macLength();
    }

    /** As another provider's for a key that is no handle, its exceptions included. */
    @Override
    protected void engineInit(Key key, AlgorithmParameterSpec parameters)
            throws InvalidKeyException, InvalidAlgorithmParameterException {
        engineReset(); // refuses a second thread
        other = null;
        if (key == null || Handles.isHandle(key)) {
            device.engineInit(key, parameters);
        } else {
            device = maker.get(); // without a key, for the init that fails
            other = init(key, parameters);
        }
    }

    private Mac init(Key key, AlgorithmParameterSpec parameters)
            throws InvalidKeyException, InvalidAlgorithmParameterException {
        try {
            Mac mac = Mac.getInstance(algorithm.jcaName());
            mac.init(key, parameters);
            return mac;
        } catch (NoSuchAlgorithmException e) {
            throw new InvalidKeyException(
                    "a " + key.getClass().getName() + " is no DueHsmKey, and no other provider has "
                            + algorithm.jcaName(),
                    e);
        }
    }

    @Override
    protected void engineUpdate(byte input) {
        if (other == null) {
            device.engineUpdate(input);
        } else {
            other.update(input);
        }
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
        if (other == null) {
            device.engineUpdate(input, offset, length);
        } else {
            other.update(input, offset, length);
        }
    }

    @Override
    protected void engineUpdate(ByteBuffer input) {
        if (other == null) {
            super.engineUpdate(input); // in pieces, to the one for arrays
        } else {
            other.update(input);
        }
    }

    @Override
    protected byte[] engineDoFinal() {
        return other == null ? device.engineDoFinal() : other.doFinal();
    }

    @Override
    protected void engineReset() {
        device.engineReset();
        if (other != null) {
            other.reset();
        }
    }

    @Override
    public Object clone() throws CloneNotSupportedException {
        StandardHmacSpi copy = (StandardHmacSpi) super.clone();
        copy.device = (HmacSpi) device.clone();
        if (other != null) {
            copy.other = (Mac) other.clone();
        }
        return copy;
    }
}
