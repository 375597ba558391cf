package org.duehsm.cli.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DeviceUnavailableException;
import org.duehsm.client.DueHsmClient;
import org.duehsm.firmware.JvmDue;
import org.duehsm.provider.DueHsmProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One board behind stunnel, with the configuration that this project ships. */
@Timeout(60)
class StunnelTest {

    private static final String ID = "web";
    private static final String KEY = "a secret of the tests";

    @TempDir
    private Path folder;

    @Test
    void whoHasACertificateGetsMacsAndNobodyElse() throws Exception {
        assumeTrue(JvmDue.isAvailable(), "the device inside the JVM was not built");
        String program = TlsEnd.program("stunnel4");
        Certificates certificates = Certificates.make(folder.resolve("ours"));
        int port = TlsEnd.freePort();
        int other = TlsEnd.freePort(); // in a JVM all clients of one port have the same settings
        try (ServedBoard board = new ServedBoard(Files.createDirectory(folder.resolve("one")));
                TlsEnd stunnel = start(program, board, certificates, port);
                TlsEnd second = start(program, board, certificates, other)) {
            DueHsmClient own = DueHsmClient.shared(ClientConfig.of(board.port()));
            own.importKey(ID, Algorithm.HMAC_SHA256, KEY.getBytes(UTF_8), false);
            own.close();

            DueHsmClient let = client("tls://localhost:" + port, certificates.settings());
            byte[] message = new byte[100_000]; // a stream
            assertThat(let.mac(Algorithm.HMAC_SHA256, ID, message, 0, message.length))
                    .as(stunnel.log())
                    .isEqualTo(Load.expected(KEY, message));
            board.stopDaemon();
            board.startDaemon();
            assertThat(let.keyCount()).isEqualTo(1);
            let.close();

            DueHsmClient none = client("tls://localhost:" + other, Certificates.settings(certificates.file("ca.pem")));
            assertThatThrownBy(none::info)
                    .as(second.log())
                    .isInstanceOf(DeviceUnavailableException.class)
                    .hasMessageContaining("certificate");
        }
    }

    private TlsEnd start(String program, ServedBoard board, Certificates certificates, int port) throws IOException {
        Map<String, String> changes = Map.of(
                "accept = 8443",
                "accept = 127.0.0.1:" + port,
                "127.0.0.1:8091",
                "127.0.0.1:" + board.brokerPort(),
                "/etc/stunnel/due-hsm/",
                certificates.folder() + "/");
        Path own = Files.createDirectory(folder.resolve("stunnel-" + port));
        return TlsEnd.start(Path.of("stunnel", "due-hsm.conf"), changes, port, own, program);
    }

    private DueHsmClient client(String port, String settings) throws Exception {
        Path file = Files.writeString(folder.resolve("p"), "name = stunnel\nport = " + port + "\n" + settings);
        return ((DueHsmProvider) new DueHsmProvider().configure(file.toString())).client();
    }
}
