package org.duehsm.provider;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.ProviderException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.function.Supplier;
import javax.crypto.MacSpi;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.MacStream;

/**
 * HMAC on the device.
 *
 * <p>{@code init} touches no device. A message of up to 64 KiB is kept on the host until {@code doFinal}, goes to the
 * device whole, and so survives a reset of the device. A longer one becomes a stream on the device, which can hold a
 * limited number of them, and fails if the device resets. A stream ends with {@code doFinal}, {@code reset},
 * {@code init}, or when the Mac is dropped.
 *
 * <p>An {@code update} that fails throws a {@link ProviderException} that names port and key id, and so does every
 * further call until {@code doFinal} has thrown it too, {@code reset} or {@code init}.
 */
final class HmacSpi extends MacSpi implements Cloneable {

    private static final Cleaner CLEANER = Cleaner.create();

    private final HmacAlgorithm algorithm;
    private final String token;
    private final Supplier<DueHsmClient> client;

    private HostBuffer buffer = new HostBuffer();
    private DueHsmKey key;
    private MacStream stream;
    private Cleaner.Cleanable drop;
    private ProviderException failure;

    HmacSpi(HmacAlgorithm algorithm, String token, Supplier<DueHsmClient> client) {
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
        key = Handles.require(newKey, token);
    }

    @Override
    protected void engineUpdate(byte input) {
        requireUsable();
        if (!buffer.fits(1)) {
            sendBuffer();
        }
        buffer.append(input);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
        requireUsable();
        if (buffer.fits(length)) {
            buffer.append(input, offset, length);
            return;
        }
        sendBuffer();
        if (buffer.fits(length)) {
            buffer.append(input, offset, length);
        } else {
            send(input, offset, length);
        }
    }

    @Override
    protected byte[] engineDoFinal() {
        try {
            requireUsable();
            if (stream == null) {
                return client.get().mac(algorithm.code(), key.id(), buffer.bytes(), 0, buffer.length());
            }
            stream.update(buffer.bytes(), 0, buffer.length());
            return stream.doFinal();
        } finally {
            engineReset();
        }
    }

    @Override
    protected void engineReset() {
        buffer.wipe();
        failure = null;
        if (stream != null) {
            drop.clean();
            stream = null;
            drop = null;
        }
    }

    @Override
    public Object clone() throws CloneNotSupportedException {
        HmacSpi copy = (HmacSpi) super.clone();
        copy.buffer = buffer.copy();
        copy.stream = null;
        copy.drop = null;
        if (stream != null) {
            copy.attach(stream.copy());
        }
        return copy;
    }

    /** Takes the stream, and gives it up when this object is dropped. */
    private void attach(MacStream opened) {
        stream = opened;
        drop = CLEANER.register(this, opened::abort);
    }

    private void requireUsable() {
        if (failure != null) {
            throw failure;
        }
        if (key == null) {
            throw new IllegalStateException("the Mac has no key: the last init failed");
        }
        if (key.isDestroyed()) {
            throw new IllegalStateException("the handle of key " + key.id() + " has been destroyed");
        }
    }

    private void sendBuffer() {
        send(buffer.bytes(), 0, buffer.length());
        buffer.wipe();
    }

    private void send(byte[] data, int offset, int length) {
        try {
            if (stream == null) {
                attach(client.get().openStream(algorithm.code(), key.id()));
            }
            stream.update(data, offset, length);
        } catch (ProviderException e) {
            engineReset();
            failure = e;
            throw e;
        } finally {
            Reference.reachabilityFence(this);
        }
    }
}
