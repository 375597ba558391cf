package org.duehsm.cli.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.cli.Run;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.ScriptedTerminal;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.duehsm.firmware.JvmDue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command with several ports, on devices inside the JVM: what reads works, what changes is refused. */
class SeveralBoardsCommandsTest {

    private static final byte[] KEY = "a key".getBytes();

    @TempDir
    Path directory;

    private final JvmDue first = JvmDue.inMemory();
    private final JvmDue second = JvmDue.inMemory();
    private final String ports = first.port() + "," + second.port();

    @BeforeEach
    void importKeys() {
        for (JvmDue due : new JvmDue[] {first, second}) {
            DueHsmClient.shared(ClientConfig.of(due.port())).importKey("shared", Algorithm.HMAC_SHA256, KEY, false);
        }
    }

    @AfterEach
    void close() {
        DueHsmClient.shared(ClientConfig.of(ports)).close();
        first.close();
        second.close();
    }

    private Run run(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--port=" + ports;
        return Run.of(new ScriptedTerminal(KEY), all);
    }

    @Test
    void whatReadsWorks() throws Exception {
        Path message = Files.writeString(directory.resolve("message"), "a message");
        assertThat(run("mac", "shared", message.toString()).out()).contains(mac("a message"));
        assertThat(run("keys").out()).contains("shared");
        assertThat(run("info").out()).containsPattern("(?m)^port +jvm:memory:");
        assertThat(run("random", "4").out()).matches("[0-9a-f]{8}\\R");
        assertThat(run("bench", "--key", "shared", "--seconds", "0.01", "--threads", "2")
                        .exitCode())
                .isZero();
    }

    private static String mac(String message) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(message.getBytes()));
    }

    @Test
    void whatChangesIsRefusedBeforeAnybodyIsAsked() {
        for (Run run : new Run[] {
            run("import", "new", "--algorithm=HmacSHA1", "--stdin"),
            run("generate", "new", "--algorithm=HmacSHA1"),
            run("delete", "shared", "--yes"),
            run("delete", "shared"),
            run("seal"),
            run("bench")
        }) {
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err().lines())
                    .singleElement()
                    .asString()
                    .contains("names 2 boards", "nothing was done", "due-hsm fleet import --port " + ports);
        }
        for (JvmDue due : new JvmDue[] {first, second}) {
            assertThat(DueHsmClient.shared(ClientConfig.of(due.port())).keys()).singleElement();
        }
    }

    @Test
    void aBrokerIsForOneBoard() {
        Run serve = run("serve", "--broker", directory.resolve("socket").toString());
        assertThat(serve.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(serve.err()).contains("port = " + ports + " names several boards", "name its own port");
    }
}
