package org.duehsm.cli.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.duehsm.cli.Run;
import org.duehsm.cli.terminal.ScriptedTerminal;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.duehsm.firmware.JvmDue;
import org.duehsm.port.PortName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Three boards, which are devices inside this JVM, and a patience that tests have with one that is off. */
abstract class FleetTest {

    /* RFC 2202 and RFC 4231, test case 2. */
    static final String KEY = "Jefe";
    static final String MESSAGE = "what do ya want for nothing?";
    static final String MAC = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

    private static final Duration PATIENCE = Duration.ofMillis(300);

    final List<JvmDue> boards = new ArrayList<>();

    @BeforeEach
    void start() {
        assumeTrue(JvmDue.isAvailable(), "the device inside the JVM was not built");
        for (int i = 0; i < 3; i++) {
            boards.add(JvmDue.inMemory());
        }
    }

    @AfterEach
    void stop() {
        for (JvmDue board : boards) {
            client(board).close();
            board.close();
        }
        System.clearProperty("duehsm.port");
        System.clearProperty("duehsm.timeout");
    }

    static DueHsmClient client(JvmDue board) {
        return DueHsmClient.shared(new ClientConfig(board.port(), PortName.DEFAULT_BAUD, PATIENCE));
    }

    static String ports(List<JvmDue> boards) {
        return boards.stream().map(JvmDue::port).collect(Collectors.joining(","));
    }

    /** Runs a command of the fleet on all boards. */
    Run run(String... arguments) {
        return runAt(ports(boards), arguments);
    }

    static Run runAt(String ports, String... arguments) {
        List<String> all = new ArrayList<>(List.of("fleet"));
        all.addAll(List.of(arguments));
        all.add("--port=" + ports);
        all.add("--timeout=" + PATIENCE.toMillis());
        return Run.of(new ScriptedTerminal(KEY.getBytes(UTF_8)), all.toArray(String[]::new));
    }

    Run importKey(String id) {
        return run("import", id, "--stdin", "--algorithm=HmacSHA256");
    }

    static void store(JvmDue board, String id, Algorithm algorithm, String key) {
        client(board).importKey(id, algorithm, key.getBytes(UTF_8), false);
    }

    static void assertHas(JvmDue board, String id) {
        byte[] message = MESSAGE.getBytes(UTF_8);
        assertThat(client(board).mac(Algorithm.HMAC_SHA256, id, message, 0, message.length))
                .asHexString()
                .isEqualToIgnoringCase(MAC);
    }

    static void assertHasNot(JvmDue board, String id) {
        assertThat(client(board).find(id)).isEmpty();
    }
}
