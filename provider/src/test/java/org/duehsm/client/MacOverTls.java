package org.duehsm.client;

import java.nio.file.Path;
import java.security.Security;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import org.duehsm.link.SimulatedDevice;
import org.duehsm.port.Certificates;
import org.duehsm.provider.DueHsmKey;
import org.duehsm.provider.DueHsmProvider;

/**
 * A program in which DueHSM comes first, so that TLS, too, asks it for all that it needs, and whose device is behind
 * TLS. It prints two MACs, of the device and of a key of its own.
 */
final class MacOverTls {

    private MacOverTls() {}

    /** Takes the directory of the certificates. */
    public static void main(String[] arguments) throws Exception {
        Certificates certificates = new Certificates(Path.of(arguments[0]));
        System.setProperty(
                "duehsm.tls-trust-store", certificates.file("trust.p12").toString());
        System.setProperty(
                "duehsm.tls-key-store", certificates.file("client.p12").toString());
        System.setProperty(
                "duehsm.tls-password-file", certificates.file("password").toString());
        Security.insertProviderAt(new DueHsmProvider(), 1);
        SSLContext server = certificates.context("server");
        SimulatedDevice device = new SimulatedDevice(16, 8, 16384);
        device.addKey("k");
        try (ListeningDevice broker = ListeningDevice.tls(device, server)) {
            System.setProperty("duehsm.port", broker.port());
            print("HmacSHA1", DueHsmKey.of("k"));
            print("HmacSHA256", new SecretKeySpec(new byte[32], "HmacSHA256"));
        }
    }

    private static void print(String algorithm, SecretKey key) throws Exception {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(key);
        System.out.println(algorithm + " " + HexFormat.of().formatHex(mac.doFinal(new byte[100])));
    }
}
