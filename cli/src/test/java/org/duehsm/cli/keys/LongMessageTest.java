package org.duehsm.cli.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.cli.CommandProcess;
import org.duehsm.cli.VirtualDueTest;
import org.duehsm.cli.terminal.ScriptedTerminal;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the virtual Due, whose line takes a long message in pieces; inside the JVM it is no faster. */
class LongMessageTest extends VirtualDueTest {

    private static final byte[] KEY = "a key of this test".getBytes(UTF_8);
    private static final int MEBIBYTES = 64;

    @TempDir
    private Path folder;

    /* As much data as the child's heap may grow to at most: it can only pass through. */
    @Test
    void streamsWithBoundedMemory() throws IOException, GeneralSecurityException, InterruptedException {
        assertThat(run(new ScriptedTerminal(KEY), "import", "long", "--stdin", "--algorithm=HmacSHA1")
                        .exitCode())
                .isZero();
        Path file = folder.resolve("message");
        String expected = write(file);
        DueHsmClient.shared(ClientConfig.of(port())).close(); // one program per device
        Path out = folder.resolve("out");
        Process child = CommandProcess.of(List.of("-Xmx64m"), "mac", "long", file.toString(), "--port=" + port())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        int exitCode = child.waitFor();
        assertThat(Files.readString(out)).isEqualToIgnoringNewLines(expected);
        assertThat(exitCode).isZero();
    }

    private static String write(Path file) throws IOException, GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(KEY, "HmacSHA1"));
        Random random = new Random(1);
        byte[] chunk = new byte[1 << 20];
        try (OutputStream message = Files.newOutputStream(file)) {
            for (int i = 0; i < MEBIBYTES; i++) {
                random.nextBytes(chunk);
                message.write(chunk);
                mac.update(chunk);
            }
        }
        return HexFormat.of().formatHex(mac.doFinal());
    }
}
