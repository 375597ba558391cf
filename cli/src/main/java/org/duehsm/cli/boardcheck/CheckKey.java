package org.duehsm.cli.boardcheck;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.cli.device.DeviceMac;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DeviceStatus;
import org.duehsm.client.DeviceStatusException;
import org.duehsm.client.DueHsmClient;

/** A random key of a check's own, which the device has, and this program too. */
final class CheckKey {

    private static final int SIZE = 20;

    private final DueHsmClient client;
    private final Algorithm algorithm;
    private final Random random = new Random();
    private final String id;
    private byte[] secret = {0};
    private byte[] next;

    /** A key that is not on the device yet. */
    CheckKey(DueHsmClient client, Algorithm algorithm, String id) {
        this.client = client;
        this.algorithm = algorithm;
        this.id = id;
    }

    /** Stores another key under the id. If that fails, the device may have either. */
    void replace() {
        replace(SIZE);
    }

    /** The same with a key of so many bytes, 1 to 1024. */
    void replace(int size) {
        next = randomBytes(size);
        client.importKey(id, algorithm, next, true);
        settle();
    }

    /** Whether the device has the key whose storing was the last to succeed. */
    boolean isOnDevice() throws GeneralSecurityException {
        return signsWith(secret);
    }

    /** Whether the device has the key whose storing failed; if so it is the one from now on. */
    boolean becameNext() throws GeneralSecurityException {
        if (next == null || !signsWith(next)) {
            return false;
        }
        settle();
        return true;
    }

    /** Deletes it, and wipes what this program has of it. */
    void delete() {
        Arrays.fill(secret, (byte) 0);
        client.deleteKey(id);
    }

    private void settle() {
        Arrays.fill(secret, (byte) 0);
        secret = next;
        next = null;
    }

    /** The MAC by the key that the device has. */
    DeviceMac onDevice() {
        return new DeviceMac(client, algorithm, id);
    }

    /** The MAC by the key whose storing was the last to succeed, computed by the JDK. */
    Mac inSoftware() throws GeneralSecurityException {
        return inSoftware(secret);
    }

    private Mac inSoftware(byte[] key) throws GeneralSecurityException {
        Mac jdk = Mac.getInstance(algorithm.jcaName(), "SunJCE");
        jdk.init(new SecretKeySpec(key, algorithm.jcaName()));
        return jdk;
    }

    private boolean signsWith(byte[] key) throws GeneralSecurityException {
        byte[] message = randomBytes(100);
        return macIs(inSoftware(key).doFinal(message), message);
    }

    /** Whether the device has the key, and this is its MAC of the message. */
    boolean macIs(byte[] expected, byte[] message) {
        try {
            return MessageDigest.isEqual(expected, onDevice().doFinal(message));
        } catch (DeviceStatusException e) {
            if (e.status() == DeviceStatus.UNKNOWN_KEY) {
                return false;
            }
            throw e;
        }
    }

    private byte[] randomBytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }
}
