package org.duehsm.cli.device;

import org.duehsm.client.Algorithm;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.MacMessage;

/** MACs by one key of a device, of one message after the other. For one thread; throws as {@link MacMessage} does. */
public final class DeviceMac {

    private final MacMessage message;

    /** MACs by a key that is for this algorithm. Does no I/O: a key that the device has not shows with its first MAC. */
    public DeviceMac(DueHsmClient client, Algorithm algorithm, String keyId) {
        message = new MacMessage(() -> client, algorithm, keyId);
    }

    /** MACs by what the key is for, which the device is asked. */
    public static DeviceMac of(DueHsmClient client, String keyId) {
        return new DeviceMac(client, client.algorithm(keyId), keyId);
    }

    /** Adds to the message. */
    public void update(byte[] data, int offset, int length) {
        message.update(data, offset, length);
    }

    /** The MAC of the message, which is empty from then on. */
    public byte[] doFinal() {
        try {
            return message.doFinal();
        } finally {
            message.reset();
        }
    }

    /** The same with more of the message. */
    public byte[] doFinal(byte[] data) {
        message.update(data, 0, data.length);
        return doFinal();
    }
}
