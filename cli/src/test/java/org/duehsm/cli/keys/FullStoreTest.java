package org.duehsm.cli.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.duehsm.cli.Run;
import org.duehsm.cli.VirtualDueTest;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.ScriptedTerminal;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.junit.jupiter.api.Test;

/** On the virtual Due; inside the JVM it is no faster. */
class FullStoreTest extends VirtualDueTest {

    private static final int CAPACITY = 128;

    @Test
    void refusesMoreKeysThanThereIsRoomFor() {
        DueHsmClient client = DueHsmClient.shared(ClientConfig.of(port()));
        for (int i = 0; i < CAPACITY; i++) {
            client.generateKey(
                    "key-" + i, Algorithm.hmacs().get(i % Algorithm.hmacs().size()));
        }
        assertThat(run("info").out()).containsPattern("(?m)^free slots +0$");
        String before = run("keys").out();

        for (Run refused : new Run[] {
            generate("more"),
            run(new ScriptedTerminal("Jefe".getBytes(UTF_8)), "import", "more", "--stdin", "--algorithm=HmacSHA1")
        }) {
            assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(refused.out()).isEmpty();
            assertThat(refused.err()).contains(port(), "more", "key store of the device is full");
        }
        assertThat(run("keys").out()).isEqualTo(before);
        assertThat(run("delete", "key-7", "--yes").exitCode()).isZero();
        assertThat(generate("more").exitCode()).isZero();
    }

    private static Run generate(String id) {
        return run("generate", id, "--algorithm", "HmacSHA256");
    }
}
