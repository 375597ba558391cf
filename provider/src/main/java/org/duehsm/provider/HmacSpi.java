package org.duehsm.provider;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.ProviderException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.crypto.MacSpi;
import org.duehsm.client.Algorithm;
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
 *
 * <p>A Mac is for one thread at a time. A call that comes while another one is under way throws
 * {@link IllegalStateException}, and changes nothing: it never gets to the buffer or the stream of the other.
 */
final class HmacSpi extends MacSpi implements Cloneable {

    private static final Cleaner CLEANER = Cleaner.create();

    private final Algorithm algorithm;
    private final String token;
    private final Supplier<DueHsmClient> client;

    private AtomicBoolean inUse = new AtomicBoolean();
    private HostBuffer buffer = new HostBuffer();
    private DueHsmKey key;
    private MacStream stream;
    private Cleaner.Cleanable drop;
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
        begin();
        try {
            clear();
            key = null;
            if (parameters != null) {
                throw new InvalidAlgorithmParameterException(
                        algorithm.jcaName() + " takes no parameters, not " + parameters.getClass());
            }
            key = Handles.require(newKey, token);
        } finally {
            finish();
        }
    }

    @Override
    protected void engineUpdate(byte input) {
        begin();
        try {
            requireUsable();
            if (!buffer.fits(1)) {
                sendBuffer();
            }
            buffer.append(input);
        } finally {
            finish();
        }
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
        begin();
        try {
            requireUsable();
            add(input, offset, length);
        } finally {
            finish();
        }
    }

    private void add(byte[] input, int offset, int length) {
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
        begin();
        try {
            requireUsable();
            if (stream == null) {
                return client.get().mac(algorithm, key.id(), buffer.bytes(), 0, buffer.length());
            }
            stream.update(buffer.bytes(), 0, buffer.length());
            return stream.doFinal();
        } finally {
            clear();
            finish();
        }
    }

    @Override
    protected void engineReset() {
        begin();
        clear();
        finish();
    }

    private void clear() {
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
        begin();
        try {
            HmacSpi copy = (HmacSpi) super.clone();
            copy.inUse = new AtomicBoolean();
            copy.buffer = buffer.copy();
            copy.stream = null;
            copy.drop = null;
            if (stream != null) {
                copy.attach(stream.copy());
            }
            return copy;
        } finally {
            finish();
        }
    }

    private void begin() {
        if (!inUse.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "a Mac is for one thread at a time, and another thread is using this one; give each its own");
        }
    }

    private void finish() {
        inUse.setRelease(false);
    }

    /** Takes the stream, and gives it up when this object is dropped. */
    private void attach(MacStream opened) {
        try {
            drop = CLEANER.register(this, opened::abort);
            stream = opened;
        } finally {
            if (stream == null) {
                opened.abort();
            }
        }
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
                attach(client.get().openStream(algorithm, key.id()));
            }
            stream.update(data, offset, length);
        } catch (ProviderException e) {
            clear();
            failure = e;
            throw e;
        } finally {
            Reference.reachabilityFence(this);
        }
    }
}
