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

    Answer sign(AwsSignature signature, String keyId, byte[] message) {
        try {
            DueHsmKey key = DueHsmKey.of(provider.getName(), keyId).withAlgorithm(signature.algorithm());
            Mac mac = Mac.getInstance(signature.algorithm() + "-DueHSM", provider);
            mac.init(key);
            return signature.signed(mac.doFinal(message));
        } catch (DeviceStatusException e) {
            return signature.refusal(e.status()).orElseGet(() -> unavailable(e));
        } catch (ProviderException | GeneralSecurityException e) {
            return unavailable(e);
        }
    }

    static Answer unavailable(Exception e) {
        LOG.log(System.Logger.Level.WARNING, e.getMessage());
        return Answer.NO_DEVICE;
    }
}
