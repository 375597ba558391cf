package org.duehsm.benchmarks;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.firmware.VirtualDue;
import org.duehsm.provider.DueHsmKey;
import org.duehsm.provider.DueHsmProvider;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Who computes the MAC: {@code SunJCE}; {@code virtual}, a virtual Due started for the run;
 * {@code DueHSM}, the device that the configuration names ({@code -jvmArgs -Dduehsm.port=...}).
 */
@State(Scope.Benchmark)
public class Peer {

    private static final String KEY_ID = "due-hsm-benchmark";
    private static final String ALGORITHM = "HmacSHA1";

    @Param({"SunJCE", "virtual"})
    String peer;

    private VirtualDue virtualDue;
    private Provider provider;
    private SecretKey key;

    @Setup(Level.Trial)
    public void start() throws GeneralSecurityException, IOException {
        SecretKeySpec bytes = new SecretKeySpec(new byte[20], ALGORITHM);
        switch (peer) {
            case "SunJCE" -> {
                provider = Security.getProvider("SunJCE");
                key = bytes;
            }
            case "virtual" -> {
                virtualDue = VirtualDue.start();
                System.setProperty("duehsm.port", virtualDue.port());
                useDevice(bytes);
            }
            case "DueHSM" -> useDevice(bytes);
            default -> throw new IllegalArgumentException("peer is SunJCE, virtual or DueHSM, not " + peer);
        }
    }

    private void useDevice(SecretKeySpec bytes) throws GeneralSecurityException, IOException {
        provider = new DueHsmProvider();
        KeyStore keys = KeyStore.getInstance("DueHSM", provider);
        keys.load(null, null);
        keys.setKeyEntry(KEY_ID, bytes, null, null);
        key = DueHsmKey.of(KEY_ID);
    }

    @TearDown(Level.Trial)
    public void stop() throws GeneralSecurityException, IOException {
        if (key instanceof DueHsmKey) {
            KeyStore keys = KeyStore.getInstance("DueHSM", provider);
            keys.load(null, null);
            keys.deleteEntry(KEY_ID);
        }
        if (virtualDue != null) {
            virtualDue.close();
        }
    }

    Mac newMac() throws GeneralSecurityException {
        Mac mac = Mac.getInstance(ALGORITHM, provider);
        mac.init(key);
        return mac;
    }
}
