package org.duehsm.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.duehsm.broker.Broker;
import org.duehsm.broker.BrokerConfig;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.duehsm.firmware.JvmDue;
import org.duehsm.port.PortName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a broker lets processes of several users do, which only root can start, and programs that come over TCP. */
@Timeout(120)
class TwoUsersTest {

    private static final List<String> KEYS = List.of("app-1", "our shop", "tcp-1");
    private static final String GROUP = "4712"; // nobody's, but of the processes that the tests put into it
    private static final String ALL =
            ": mac yes, long mac yes, find yes, replace yes, generate yes, delete and import yes\n";
    private static final String MAC_ONLY =
            ": mac yes, long mac yes, find yes, replace no, generate no, delete and import no\n";
    private static final String NOTHING =
            ": mac no, long mac no, find no, replace no, generate no, delete and import no\n";

    @TempDir
    private Path folder;

    private JvmDue due;
    private Broker broker;

    @BeforeEach
    void start() throws IOException {
        folder = folder.toRealPath();
        permit(folder, "rwxr-xr-x");
        Path file = Files.writeString(folder.resolve("rules"), """
                user root         mac,list,random,manage  *
                user 65534        mac                     app-* "our shop"
                user 65534        list,random             "our *"
                group 4712        manage,list             app-*
                tcp               mac                     tcp-*
                """);
        Rules rules = Rules.read(file);
        due = JvmDue.inMemory();
        broker = new Broker(
                new BrokerConfig(
                        new ClientConfig(due.port(), PortName.DEFAULT_BAUD, Duration.ofSeconds(10)),
                        Optional.of(socket()),
                        isRoot() ? Optional.of(GROUP) : Optional.empty(),
                        OptionalInt.of(0),
                        BrokerConfig.DEFAULT_CLIENTS),
                rules::of,
                line -> {});
        DueHsmClient inner = DueHsmClient.shared(ClientConfig.of(broker.innerPort()));
        for (String id : KEYS) {
            inner.importKey(id, Algorithm.HMAC_SHA1, "a key of the tests".getBytes(UTF_8), true);
        }
        inner.close();
    }

    @AfterEach
    void stop() {
        broker.close();
        due.close();
    }

    private Path socket() {
        return folder.resolve("board.sock");
    }

    private static boolean isRoot() {
        return new UnixSystem().getUid() == 0;
    }

    private static void permit(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    @Test
    void overTcpWhatTheRuleForTcpPermits() {
        DueHsmClient client = DueHsmClient.shared(ClientConfig.of(broker.tcpPort()));
        assertThat(TryRights.of(client, KEYS))
                .isEqualTo("info: yes\nkeys: no\nrandom: no\nmeasure: no\nseal: no\n" + "app-1" + NOTHING + "our shop"
                        + NOTHING + "tcp-1" + MAC_ONLY);
        client.close();
    }

    @Test
    void processesOfSeveralUsers() throws Exception {
        assumeTrue(isRoot(), "only root can be others");
        List<String> nobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--groups=" + GROUP);
        assumeTrue(new ProcessBuilder(with(nobody, "true")).start().waitFor() == 0, "this root cannot be others");

        assertThat(tryAs(List.of("env")))
                .isEqualTo("info: yes\nkeys: app-1 our shop tcp-1\nrandom: yes\nmeasure: yes\nseal: yes\n" + "app-1"
                        + ALL + "our shop" + ALL + "tcp-1" + ALL);
        assertThat(tryAs(nobody))
                .isEqualTo("info: yes\nkeys: our shop\nrandom: yes\nmeasure: no\nseal: no\n" + "app-1" + MAC_ONLY
                        + "our shop" + MAC_ONLY + "tcp-1" + NOTHING);
        assertThat(tryAs(List.of("setpriv", "--reuid=54321", "--regid=" + GROUP, "--clear-groups")))
                .isEqualTo("info: yes\nkeys: app-1\nrandom: no\nmeasure: no\nseal: no\n"
                        + "app-1: mac no, long mac no, find yes, replace yes, generate yes, delete and import yes\n"
                        + "our shop" + NOTHING + "tcp-1" + NOTHING);
        // The system keeps out who is not in the group, whatever the rules say.
        assertThat(tryAs(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")))
                .contains("DeviceUnavailableException");
    }

    /** What a process prints that tries all, as another user. */
    private String tryAs(List<String> by) throws Exception {
        List<String> command = with(
                by,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                copy(DueHsmClient.class) + File.pathSeparator + copy(TryRights.class),
                TryRights.class.getName(),
                "unix:" + socket());
        command.addAll(KEYS);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return output.replaceFirst("\n$", "");
    }

    private static List<String> with(List<String> by, String... arguments) {
        List<String> command = new ArrayList<>(by);
        command.addAll(List.of(arguments));
        return command;
    }

    /** The classes of DueHSM that a class is among, where all users can read them. */
    private Path copy(Class<?> type) throws Exception {
        Path from =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path to = folder.resolve(type.getSimpleName());
        try (Stream<Path> files = Files.isDirectory(from) ? Files.walk(from) : Stream.of(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                    permit(copy, "rwxr-xr-x");
                } else {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                    permit(copy, "rw-r--r--");
                }
            }
        }
        return to;
    }
}
