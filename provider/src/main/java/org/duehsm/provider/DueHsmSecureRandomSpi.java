package org.duehsm.provider;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.SecureRandomSpi;
import java.util.Arrays;
import java.util.function.Supplier;
import org.duehsm.client.DueHsmClient;

/** Random bytes of the device: its noise source through an HMAC_DRBG (SP 800-90A), with health tests. */
final class DueHsmSecureRandomSpi extends SecureRandomSpi {

    private static final long serialVersionUID = 1L;
    private static final int CHUNK = 4096;

    private final transient Supplier<DueHsmClient> client;

    DueHsmSecureRandomSpi(Supplier<DueHsmClient> client) {
        this.client = client;
    }

    /** Does nothing: the device seeds itself. */
    @Override
    protected void engineSetSeed(byte[] seed) {}

    @Override
    protected void engineNextBytes(byte[] bytes) {
        for (int at = 0; at < bytes.length; ) {
            byte[] random = client.get().random(Math.min(CHUNK, bytes.length - at));
            System.arraycopy(random, 0, bytes, at, random.length);
            Arrays.fill(random, (byte) 0);
            at += random.length;
        }
    }

    @Override
    protected byte[] engineGenerateSeed(int numBytes) {
        byte[] seed = new byte[numBytes];
        engineNextBytes(seed);
        return seed;
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException("SecureRandom " + TokenName.DEFAULT);
    }
}
