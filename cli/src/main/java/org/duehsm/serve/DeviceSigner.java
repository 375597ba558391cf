package org.duehsm.serve;

import java.security.GeneralSecurityException;
import java.security.ProviderException;
import javax.crypto.Mac;
import org.duehsm.client.DeviceStatusException;
import org.duehsm.provider.DueHsmKey;
import org.duehsm.provider.DueHsmProvider;

/** Has a message signed by the device, as any Java code would: through {@code javax.crypto.Mac}. */
final class DeviceSigner {

    private static final System.Logger LOG = System.getLogger(DeviceSigner.class.getName());

    private final DueHsmProvider provider;

    DeviceSigner(DueHsmProvider provider) {
        this.provider = provider;
    }

    Answer sign(String keyId, byte[] message) {
        try {
            DueHsmKey key = DueHsmKey.of(provider.getName(), keyId);
            Mac mac = Mac.getInstance(key.getAlgorithm(), provider);
            mac.init(key);
            return Answer.signature(mac.doFinal(message));
        } catch (DeviceStatusException e) {
            return switch (e.status()) {
                case UNKNOWN_KEY -> Answer.UNKNOWN_KEY;
                case WRONG_ALGORITHM -> Answer.BAD_MESSAGE;
                case NOT_PERMITTED -> Answer.NOT_PERMITTED; // by the rules of a broker that is another's
                default -> unavailable(e);
            };
        } catch (ProviderException | GeneralSecurityException e) {
            return unavailable(e);
        }
    }

    static Answer unavailable(Exception e) {
        LOG.log(System.Logger.Level.WARNING, e.getMessage());
        return Answer.NO_DEVICE;
    }
}
