package org.duehsm.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.cli.Run;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.ScriptedTerminal;
import org.duehsm.client.ClientConfig;
import org.duehsm.firmware.VirtualDue;
import org.duehsm.port.PortName;
import org.duehsm.rules.Permissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two applications under load, each in a JVM of its own, and the command, all on one virtual Due at the same time. */
@Timeout(120)
class ManyProgramsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String KEY = "a secret of the tests";
    private static final byte[] MESSAGE = "message".getBytes(UTF_8);
    private static final int ROUNDS = 3;
    private static final int MACS = 50;

    @TempDir
    private Path folder;

    private Path keyFile;
    private String port;

    @AfterEach
    void leaveNoOptions() {
        System.clearProperty("duehsm.port");
        System.clearProperty("duehsm.timeout");
    }

    @Test
    void shareOneDevice() throws Exception {
        keyFile = Files.writeString(folder.resolve("key"), KEY);
        Path socket = folder.resolve("board.sock");
        port = "unix:" + socket;
        try (VirtualDue due = VirtualDue.start();
                Broker broker = new Broker(
                        BrokerConfig.at(new ClientConfig(due.port(), PortName.DEFAULT_BAUD, TIMEOUT), socket),
                        caller -> Permissions.ALL,
                        line -> {})) {
            importKey("one");
            importKey("two");
            try (ApplicationProcess one = ApplicationProcess.start(port, TIMEOUT, "one", KEY, 8);
                    ApplicationProcess two = ApplicationProcess.start(port, TIMEOUT, "two", KEY, 2)) {
                one.awaitMacs(1);
                two.awaitMacs(1);
                for (int round = 0; round < ROUNDS; round++) {
                    commands(round);
                    one.awaitMacs(MACS);
                    two.awaitMacs(MACS);
                }
                assertThat(one.awaitMacs(1).failure()).isEmpty();
                assertThat(two.awaitMacs(1).failure()).isEmpty();
                assertThat(broker.clients()).isEqualTo(3);
            }
            assertThat(broker.counters().get(Counters.Asked.MAC, Counters.Outcome.PASSED))
                    .isGreaterThan(2 * ROUNDS * MACS);
        }
    }

    private void commands(int round) throws GeneralSecurityException, IOException {
        String id = "imported-" + round;
        importKey(id);
        assertThat(run("keys").out()).contains("one", "two", id);
        assertThat(run("info").out()).contains("virtual Due");
        assertThat(run("mac", id).out().strip()).isEqualTo(mac());
    }

    private void importKey(String id) {
        run("import", "--algorithm=HmacSHA1", "--file=" + keyFile, id);
    }

    private Run run(String... arguments) {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--port=" + port;
        all[arguments.length + 1] = "--timeout=" + TIMEOUT.toMillis();
        Run run = Run.of(new ScriptedTerminal(MESSAGE), all);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        return run;
    }

    private static String mac() throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1", "SunJCE");
        mac.init(new SecretKeySpec(KEY.getBytes(UTF_8), "HmacSHA1"));
        return HexFormat.of().formatHex(mac.doFinal(MESSAGE));
    }
}
