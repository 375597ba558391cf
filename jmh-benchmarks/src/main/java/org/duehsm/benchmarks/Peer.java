package org.duehsm.benchmarks;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import javax.crypto.Mac;
import org.duehsm.client.Algorithm;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Who computes the MAC, and of which algorithm. {@code SunJCE}: the JDK in software, keys in a PKCS12 store; {@code virtual}: a
 * virtual Due started for the run; {@code jvm}: a device inside this JVM; {@code loopback}: one that
 * computes nothing, which leaves the host's share; {@code DueHSM}: the device that the configuration names
 * ({@code -jvmArgs -Dduehsm.port=...}); {@code SoftHSM}: SoftHSM2 through SunPKCS11, where it is installed.
 */
@State(Scope.Benchmark)
public class Peer {

    private static final char[] PASSWORD = "password".toCharArray();

    @Param({"SunJCE", "virtual", "jvm", "loopback"})
    String peer;

    @Param({"HmacSHA1", "HmacSHA256"})
    String algorithm;

    private Algorithm computed;
    private DueDevice device;
    private Provider provider;
    private KeyStore keys;
    private char[] password;
    private Key key;

    @Setup(Level.Trial)
    public void start() throws GeneralSecurityException, IOException {
        computed = Algorithm.hmacs().stream()
                .filter(each -> each.jcaName().equals(algorithm))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("algorithm is HmacSHA1 or HmacSHA256, not " + algorithm));
        switch (peer) {
            case "SunJCE" -> software();
            case "SoftHSM" -> {
                provider = SoftHsm.provider();
                keys = SoftHsm.keys(provider);
                keep(SoftHsm.PIN);
            }
            case "virtual" -> use(DueDevice.virtual());
            case "jvm" -> use(DueDevice.jvm());
            case "loopback" -> use(DueDevice.loopback());
            case "DueHSM" -> use(DueDevice.configured());
            default ->
                throw new IllegalArgumentException(
                        "peer is SunJCE, SoftHSM, virtual, jvm, loopback or DueHSM, not " + peer);
        }
    }

    private void use(DueDevice opened) throws GeneralSecurityException {
        device = opened;
        provider = opened.provider();
        keys = opened.keys();
        key = opened.key(computed);
    }

    private void software() throws GeneralSecurityException, IOException {
        provider = Security.getProvider("SunJCE");
        keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keep(PASSWORD);
    }

    private void keep(char[] secret) throws GeneralSecurityException {
        password = secret;
        keys.setKeyEntry(DueDevice.keyId(computed), DueDevice.keyBytes(computed), password, null);
        key = getKey();
    }

    @TearDown(Level.Trial)
    public void stop() throws GeneralSecurityException {
        if (device != null) {
            device.close();
        } else if (keys != null) {
            keys.deleteEntry(DueDevice.keyId(computed));
        }
    }

    Key getKey() throws GeneralSecurityException {
        return keys.getKey(DueDevice.keyId(computed), password);
    }

    Key key() {
        return key;
    }

    Mac newMac() throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm, provider);
        mac.init(key);
        return mac;
    }
}
