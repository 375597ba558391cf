package org.duehsm.benchmarks;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.LoopbackClient;
import org.duehsm.firmware.VirtualDue;
import org.duehsm.port.Port;
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
 * {@code DueHSM}, the device that the configuration names ({@code -jvmArgs -Dduehsm.port=...});
 * {@code loopback}, a device in this JVM that computes nothing, which leaves the host's share.
 */
@State(Scope.Benchmark)
public class Peer {

    static final String KEY_ID = "due-hsm-benchmark";
    private static final String ALGORITHM = "HmacSHA1";

    @Param({"SunJCE", "virtual"})
    String peer;

    private VirtualDue virtualDue;
    private volatile LoopbackDevice loopback;
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
            case "loopback" -> {
                LoopbackClient.install(peer, this::openLoopback);
                System.setProperty("duehsm.port", peer);
                useDevice(bytes);
            }
            default -> throw new IllegalArgumentException("peer is SunJCE, virtual, DueHSM or loopback, not " + peer);
        }
    }

    private Port openLoopback() {
        loopback = new LoopbackDevice(peer);
        return loopback;
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

    /** The device behind the provider. */
    DueHsmClient client() {
        return ((DueHsmProvider) provider).client();
    }

    /** The thread that is not the host's, 0 if there is none. */
    long deviceThread() {
        return loopback == null ? 0 : loopback.threadId();
    }

    Mac newMac() throws GeneralSecurityException {
        Mac mac = Mac.getInstance(ALGORITHM, provider);
        mac.init(key);
        return mac;
    }
}
