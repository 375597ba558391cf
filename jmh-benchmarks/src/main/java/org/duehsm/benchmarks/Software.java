package org.duehsm.benchmarks;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import org.duehsm.client.Algorithm;

/** The JDK's own MACs by the benchmarks' keys. */
final class Software {

    private Software() {}

    static Mac newMac(Algorithm algorithm) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm.jcaName(), "SunJCE");
        mac.init(DueDevice.keyBytes(algorithm));
        return mac;
    }
}
