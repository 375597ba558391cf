package org.duehsm.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DeviceStatus;
import org.duehsm.client.DeviceStatusException;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.Login;
import org.duehsm.client.LoginFailedException;
import org.duehsm.client.LoginSecret;
import org.duehsm.client.OwnClient;
import org.duehsm.client.Role;
import org.duehsm.client.SecretFile;
import org.duehsm.firmware.JvmDue;
import org.duehsm.link.PlainHost;
import org.duehsm.link.PlainHost.Said;
import org.duehsm.link.Verb;
import org.duehsm.rules.Permissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The broker before a closed board. */
@Timeout(60)
class ClosedBoardTest {

    private static final byte[] MESSAGE = "what do ya want for nothing?".getBytes(UTF_8);
    private static final LoginSecret BOSS = LoginSecret.generate("boss", Role.MANAGER);
    private static final LoginSecret DAEMON = LoginSecret.generate("daemon", Role.USER);

    @TempDir
    private Path folder;

    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private JvmDue due;
    private Path socket;
    private Broker broker;
    private DueHsmClient client;

    @BeforeEach
    void closeBoard() throws IOException {
        assumeTrue(JvmDue.isAvailable(), "the device inside the JVM was not built");
        due = JvmDue.inMemory();
        SecretFile.write(folder.resolve("boss"), BOSS, null);
        SecretFile.write(folder.resolve("daemon"), DAEMON, null);
        DueHsmClient open = OwnClient.of(ClientConfig.of(due.port()));
        open.importKey("key", Algorithm.HMAC_SHA1, "Jefe".getBytes(UTF_8), false);
        open.addLogin(BOSS);
        open.close();
        asBoss(manager -> manager.addLogin(DAEMON));
    }

    private interface Change {
        void by(DueHsmClient manager);
    }

    private void asBoss(Change change) {
        DueHsmClient manager = OwnClient.of(config("boss"));
        change.by(manager);
        manager.close();
    }

    private ClientConfig config(String login) {
        return ClientConfig.of(due.port()).withLogin(new Login(null, folder.resolve(login)));
    }

    private void serve(ClientConfig config) throws IOException {
        socket = folder.resolve("board.sock");
        broker = new Broker(BrokerConfig.at(config, socket), caller -> Permissions.ALL, log::add);
        client = OwnClient.of(ClientConfig.of("unix:" + socket));
    }

    @AfterEach
    void stop() {
        if (client != null) {
            client.close();
            broker.close();
        }
        due.close();
    }

    private String awaitLine(String part) throws InterruptedException {
        String line = log.poll(30, TimeUnit.SECONDS);
        while (line != null && !line.contains(part)) {
            line = log.poll(30, TimeUnit.SECONDS);
        }
        assertThat(line).as(part).isNotNull();
        return line;
    }

    private void assertSigns() {
        assertThat(client.mac(Algorithm.HMAC_SHA1, "key", MESSAGE, 0, MESSAGE.length))
                .startsWith(0xef, 0xfc, 0xdf)
                .hasSize(20);
    }

    private static void assertNotPermitted(Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOf(DeviceStatusException.class)
                .extracting(e -> ((DeviceStatusException) e).status())
                .isEqualTo(DeviceStatus.NOT_PERMITTED);
    }

    @Test
    void itLogsInForAllItsPrograms() throws Exception {
        serve(config("daemon"));
        assertThat(awaitLine("the board is there")).doesNotContain("closed");
        assertSigns();
        assertThat(client.keys()).hasSize(1);
        assertThat(client.random(8)).hasSize(8);
        assertThat(client.info().closed()).isTrue();
        assertThat(client.info().login()).isEmpty();
        assertThat(broker.isLoggedIn()).isTrue();
    }

    @Test
    void forThemThereIsNothingToManage() throws Exception {
        serve(config("daemon"));
        assertSigns();
        assertNotPermitted(() -> client.importKey("own", Algorithm.HMAC_SHA1, MESSAGE, false));
        assertNotPermitted(() -> client.deleteKey("key"));
        assertNotPermitted(() -> client.addLogin(LoginSecret.generate("own", Role.USER)));
        assertNotPermitted(() -> client.removeLogin("daemon"));
        assertNotPermitted(client::logins);
        assertSigns();
    }

    @Test
    void aProgramThatWouldLogInThereIsToldSo() throws Exception {
        serve(config("daemon"));
        DueHsmClient manager =
                OwnClient.of(ClientConfig.of("unix:" + socket).withLogin(new Login(null, folder.resolve("boss"))));
        assertThatThrownBy(manager::info)
                .isInstanceOf(LoginFailedException.class)
                .hasMessageContainingAll("unix:" + socket, "the broker logs in for all");
        manager.close();
        assertSigns();
        assertThat(awaitLine("user ")).contains("may not log in");
    }

    @Test
    void itLogsInAgainAfterAReset() throws Exception {
        serve(config("daemon"));
        assertSigns();
        due.reset();
        assertSigns();
        due.cutPower();
        due.powerOn();
        assertSigns();
    }

    @Test
    void withoutALoginItSaysWhatIsMissing() throws Exception {
        serve(ClientConfig.of(due.port()));
        assertThat(awaitLine("the board is there"))
                .contains("it is closed, and nobody has logged in here", "needs --login NAME");
        assertNotPermitted(this::assertSigns);
        assertThat(client.info().closed()).isTrue();
        assertThat(broker.isLoggedIn()).isFalse();
        assertThat(broker.isBoardUp()).isTrue();
    }

    /** One that has been removed, or whose file is another's by now. */
    @Test
    void aLoginThatIsNotTakenKeepsTheBoardAway() throws Exception {
        asBoss(manager -> manager.removeLogin("daemon"));
        serve(config("daemon"));
        assertThat(awaitLine("the board is away")).contains("does not take the login \"daemon\"");
        assertThat(broker.isBoardUp()).isFalse();
        broker.close();
        asBoss(manager -> manager.addLogin(DAEMON));
        serve(config("daemon"));
        assertSigns();
    }

    @Test
    void aFileThatIsMissingKeepsItAwayUntilItIsThere() throws Exception {
        Path away = Files.move(folder.resolve("daemon"), folder.resolve("away"));
        serve(config("daemon"));
        assertThat(awaitLine("the board is away"))
                .contains(folder.resolve("daemon").toString());
        Files.move(away, folder.resolve("daemon"));
        awaitLine("the board is there");
        assertSigns();
    }

    @Test
    void aManagersSecretThatIsPutThereLaterKeepsTheBoardAway() throws Exception {
        serve(config("daemon"));
        assertSigns();
        Path away = Files.move(folder.resolve("daemon"), folder.resolve("away"));
        Files.copy(folder.resolve("boss"), folder.resolve("daemon"), StandardCopyOption.COPY_ATTRIBUTES);
        due.cutPower();
        due.powerOn();
        assertThat(awaitLine("secret of a")).contains("the board is away", "a broker logs in as a user");
        Files.move(away, folder.resolve("daemon"), StandardCopyOption.REPLACE_EXISTING);
        assertSigns();
    }

    /** Whoever gets a frame to the board once, by its own port, has kept nobody from it for longer than that. */
    @Test
    void itLogsInAgainWhenSomebodyHasEndedItsLogin() throws Exception {
        serve(config("daemon"));
        assertSigns();
        PlainHost other = new PlainHost(1);
        other.join(due::exchange);
        assertThat(other.read(due.exchange(other.request(Verb.LOGIN, 0, new byte[] {3}))))
                .extracting(Said::status)
                .containsExactly(0);
        client.info(); // it has the number of that request, and is told its answer
        assertSigns();
        assertThat(client.keys()).hasSize(1);
        assertThat(awaitLine("the board is away")).contains("login has ended");
    }
}
