package org.duehsm.cli.device;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import org.duehsm.provider.DueHsmKey;
import org.duehsm.provider.DueHsmProvider;

/** MACs by keys of a device, had as any Java program has them: from the JCA. */
public final class DeviceMac {

    private DeviceMac() {}

    /**
     * A MAC by a key of this provider's device, never by another provider. Does no I/O: a key
     * that the device has not is an error when the MAC is computed.
     *
     * @throws IllegalArgumentException if no key can have this id
     */
    public static Mac of(DueHsmProvider provider, String keyId) throws GeneralSecurityException {
        DueHsmKey key = DueHsmKey.of(provider.getName(), keyId);
        Mac mac = Mac.getInstance(key.getAlgorithm(), provider);
        mac.init(key);
        return mac;
    }
}
