package org.duehsm.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.link.SimulatedDevice;
import org.duehsm.port.Certificates;
import org.duehsm.port.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** TLS asks the providers of a JVM for what it needs, ours first if that is how they are listed. */
@Timeout(60)
class MacOverTlsTest {

    @Test
    void tlsThatAsksOurProviderFirstReachesItsDevice() throws Exception {
        Process process = Program.start(
                "-Djdk.tls.server.cipherSuites=TLS_AES_128_GCM_SHA256", // its keys are made by HmacSHA256
                "-cp",
                Program.classPath(),
                MacOverTls.class.getName(),
                Certificates.get().file("").toString());
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        Mac software = Mac.getInstance("HmacSHA256");
        software.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
        assertThat(output.lines())
                .containsExactly(
                        "HmacSHA1 " + HexFormat.of().formatHex(SimulatedDevice.mac("k", new byte[100], 100)),
                        "HmacSHA256 " + HexFormat.of().formatHex(software.doFinal(new byte[100])));
    }
}
