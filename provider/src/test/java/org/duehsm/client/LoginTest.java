package org.duehsm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.UnrecoverableKeyException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.duehsm.link.SimulatedDevice;
import org.duehsm.link.SimulatedLogins;
import org.duehsm.link.Verb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logins and envelopes at a device that lies on cue; what a true one does is tested at one. */
@Timeout(120)
class LoginTest {

    private static final Algorithm SHA1 = Algorithm.HMAC_SHA1;
    private static final byte[] MESSAGE = new byte[1000];
    private static final int NOT_PERMITTED = 18;

    @TempDir
    Path directory;

    private final SimulatedDevice device = new SimulatedDevice(16, 8, 16384);
    private final LoginSecret manager = LoginSecret.generate("boss", Role.MANAGER);
    private final LoginSecret user = LoginSecret.generate("webhook", Role.USER);
    private final SimulatedLogins logins = new SimulatedLogins()
            .with("boss", Role.MANAGER.code(), manager.secret())
            .with("webhook", Role.USER.code(), user.secret());
    private DueHsmClient client;

    @BeforeEach
    void start() {
        device.addKey("k");
        device.have(logins);
    }

    @AfterEach
    void close() {
        if (client != null) {
            client.close();
        }
    }

    private DueHsmClient client(Login login) {
        close();
        client = new DueHsmClient(
                new ClientConfig("sim", 115200, Duration.ofSeconds(20)).withLogin(login), device::connect);
        return client;
    }

    private Path file(LoginSecret secret, String passphrase) throws IOException {
        Path file = directory.resolve(Files.list(directory).count() + ".login"); // not by its name: see defaultFile()
        SecretFile.write(file, secret, passphrase == null ? null : passphrase.toCharArray());
        return file;
    }

    private DueHsmClient clientOf(LoginSecret secret) throws IOException {
        return client(Login.of(null, file(secret, null)));
    }

    private void assertMac() throws Exception {
        assertThat(client.mac(SHA1, "k", MESSAGE, 0, MESSAGE.length))
                .isEqualTo(SimulatedDevice.mac("k", MESSAGE, MESSAGE.length));
    }

    private static LoginFailedException failure(DueHsmClient of) {
        return catchThrowableOfType(LoginFailedException.class, () -> of.mac(SHA1, "k", MESSAGE, 0, MESSAGE.length));
    }

    @Test
    void aSessionIsOpenedUnderTheLogin() throws Exception {
        clientOf(user);

        assertMac();
        assertMac();
        assertThat(logins.entered).isEqualTo(1);
        assertThat(client.info().closed()).isTrue();
        assertThat(client.info().login()).contains(new LoginEntry("webhook", 1));
    }

    @Test
    void whatStandsInTheFileIsEnoughAndAnotherNameIsAnError() throws Exception {
        Path file = file(user, null);

        assertThat(failure(client(new Login("boss", file))))
                .hasMessageContainingAll("sim", file.toString(), "webhook", "not of the login \"boss\"");
        assertThat(logins.entered).isZero();
        client(new Login("webhook", file));
        assertMac();
    }

    @Test
    void nameAndRoleAndSecretAreRefusedInTheSameWords() throws Exception {
        LoginFailedException secret = failure(clientOf(LoginSecret.generate("boss", Role.MANAGER)));
        LoginFailedException role = failure(clientOf(new LoginSecret("boss", Role.USER, manager.secret())));
        LoginFailedException name = failure(clientOf(new LoginSecret("bose", Role.MANAGER, manager.secret())));

        assertThat(secret).hasMessageContainingAll("sim", "login \"boss\"", "none of this name, role and secret");
        assertThat(role).hasMessage(secret.getMessage());
        assertThat(name).hasMessage(secret.getMessage().replace("boss", "bose"));
        assertThat(logins.entered).isZero();
    }

    @Test
    void aDeviceThatDoesNotKnowTheSecretIsNotUsed() throws Exception {
        List<UnaryOperator<byte[]>> lies = List.of(
                answer -> Arrays.copyOf(answer, 1),
                answer -> new byte[33],
                answer -> Arrays.copyOf(answer, 32),
                answer -> changed(answer, 1),
                answer -> changed(answer, 32));
        for (UnaryOperator<byte[]> lie : lies) {
            logins.proofAnswer = lie;
            assertThat(failure(clientOf(manager))).hasMessageContainingAll("sim", "does not know its secret");
        }
        assertThat(device.executions).isEqualTo(2 * lies.size());
    }

    private static byte[] changed(byte[] answer, int at) {
        byte[] changed = answer.clone();
        changed[at] ^= 1;
        return changed;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
             3 | has no logins; upload a newer one
             8 | self-test
             9 | random source
            18 | port of a broker
            99 | (99)
            """)
    void whatRefusesALoginIsTold(int status, String words) throws Exception {
        logins.nameRefusal = status;

        assertThat(failure(clientOf(user))).hasMessageContainingAll("sim: ", words);
    }

    @Test
    void anOpenDeviceMayBeAnotherThanIsMeant() throws Exception {
        SimulatedLogins none = new SimulatedLogins();
        none.nameRefusal = NOT_PERMITTED;
        device.have(none);

        assertThat(failure(clientOf(user))).hasMessageContainingAll("the device is open", "'due-hsm logins add'");
    }

    @Test
    void whoHasNoLoginIsToldOfIt() {
        client(Login.NONE);

        assertThat(client.info().closed()).isTrue();
        assertThat(client.info().login()).isEmpty();
        assertThatThrownBy(() -> client.mac(SHA1, "k", MESSAGE, 0, 9))
                .isInstanceOfSatisfying(
                        DeviceStatusException.class, e -> assertThat(e.status()).isEqualTo(DeviceStatus.NOT_PERMITTED))
                .hasMessageContainingAll("sim", "key \"k\"", "the device is closed", "set login and secret-file");
        assertThatThrownBy(() -> client.deleteKey("k")).hasMessageContaining("set login and secret-file");
        assertThat(device.hasKey("k")).isTrue();
    }

    @Test
    void changesThatOnlyAManagerMayMakeAreNotSaidInClear() throws Exception {
        byte[] key = "what nobody is to read on the line".getBytes(StandardCharsets.US_ASCII);
        LoginSecret other = LoginSecret.generate("other", Role.USER);
        for (Login login : List.of(Login.of(null, file(user, null)), Login.NONE)) {
            client(login);
            client.info();
            AtomicInteger requests = new AtomicInteger();
            device.executed = requests::incrementAndGet;
            List<Runnable> changes = List.of(
                    () -> client.importKey("new", SHA1, key, false),
                    () -> client.addLogin(other),
                    () -> client.generateKey("new", SHA1),
                    () -> client.deleteKey("k"));
            for (Runnable change : changes) {
                assertStatus(DeviceStatus.NOT_PERMITTED, change);
            }
            assertThat(requests).hasValue(changes.size()); // each of them, whether the session stands
            device.executed = () -> {};
        }
        assertThat(logins.sealed).isEmpty();
        assertThat(device.keys()).containsExactly("k");
    }

    @Test
    void whoMayNotChangeIsToldWhoMay() throws Exception {
        clientOf(user);

        assertThatThrownBy(() -> client.deleteKey("k"))
                .hasMessageContainingAll("key \"k\"", "a user's", "a manager's may");
    }

    @Test
    void aManagersChangesGoInEnvelopesInTurn() throws Exception {
        clientOf(manager);

        client.importKey("new", SHA1, new byte[20], false);
        assertStatus(DeviceStatus.EXISTS, () -> client.importKey("new", SHA1, new byte[20], false));
        client.importKey("new", SHA1, new byte[64], true);
        client.generateKey("made", SHA1);
        client.deleteKey("k");
        assertStatus(DeviceStatus.UNKNOWN_KEY, () -> client.deleteKey("k"));

        assertThat(device.keys()).containsExactlyInAnyOrder("new", "made");
        assertThat(logins.sealed)
                .containsExactly(
                        Verb.IMPORT, Verb.IMPORT, Verb.IMPORT | Verb.REPLACE, Verb.GENERATE, Verb.DELETE, Verb.DELETE);
        assertThat(logins.entered).isEqualTo(1);
    }

    @Test
    void theLongestRequestFitsAnEnvelope() throws Exception {
        clientOf(manager);
        String id = "i".repeat(KeyId.MAX_BYTES);

        client.importKey(id, SHA1, new byte[64], false);

        assertThat(device.hasKey(id)).isTrue();
    }

    private static void assertStatus(DeviceStatus status, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        DeviceStatusException.class, e -> assertThat(e.status()).isEqualTo(status));
    }

    @Test
    void anAnswerThatIsNotTheDevicesLeavesTheOutcomeUnknown() throws Exception {
        byte[][] before = new byte[1][];
        logins.envelopeAnswer = answer -> before[0] = answer;
        clientOf(manager).generateKey("made", SHA1);
        List<UnaryOperator<byte[]>> lies = List.of(
                answer -> before[0], // what was right for the one before
                answer -> new byte[1],
                answer -> new byte[17],
                answer -> changed(answer, 0),
                answer -> changed(answer, 1),
                answer -> changed(answer, answer.length - 1),
                answer -> Arrays.copyOf(answer, answer.length - 1),
                answer -> Arrays.copyOf(answer, answer.length + 1),
                answer -> new byte[] {7});
        for (int i = 0; i < lies.size(); i++) {
            logins.envelopeAnswer = lies.get(i);
            String id = "key" + i;
            assertThatThrownBy(() -> client.generateKey(id, SHA1))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageContainingAll("sim", id, "somebody changes what is on the line", "is unknown");
            assertThat(device.hasKey(id)).isTrue();
            assertMac();
            assertThat(logins.entered).isEqualTo(i + 2);
        }
    }

    @Test
    void aLoginThatHasEndedOnTheDeviceIsBegunAgain() throws Exception {
        clientOf(manager).generateKey("first", SHA1);
        device.executed = logins::end; // by the request that sees whether the session stands
        assertThatThrownBy(() -> client.generateKey("second", SHA1))
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageContainingAll("sim", "second", "login has ended", "nothing was done");
        device.executed = () -> {};

        assertThat(device.hasKey("second")).isFalse();
        client.generateKey("second", SHA1);
        assertThat(device.hasKey("second")).isTrue();
    }

    /** Nobody has to start a program again because somebody has ended its login by a frame on the line. */
    @Test
    void soItIsForWhoChangesNothing() throws Exception {
        for (LoginSecret login : List.of(user, manager)) {
            clientOf(login);
            assertMac();
            int before = logins.entered;
            logins.end();
            assertMac();
            logins.end();
            assertThat(client.findWithoutLimits("k")).isPresent();
            assertThat(logins.entered).isEqualTo(before + 2);
            client.close();
        }
    }

    @Test
    void aDeviceThatFailsItsSelfTestSaysSoWithoutAnEnvelope() throws Exception {
        clientOf(manager).generateKey("first", SHA1);
        logins.envelopeAnswer = answer -> new byte[] {8};

        assertStatus(DeviceStatus.SELF_TEST_FAILED, () -> client.generateKey("second", SHA1));
    }

    /** Its number would be used for another text: who has seen both, and knows one, reads the other. */
    @Test
    void anEnvelopeWithoutAnAnswerOfItsOwnIsTheLastOfItsLogin() throws Exception {
        clientOf(manager).generateKey("first", SHA1);
        UnaryOperator<byte[]> right = logins.envelopeAnswer;
        for (int status : new int[] {8, NOT_PERMITTED, 1}) {
            int before = logins.entered;
            logins.envelopeAnswer = answer -> new byte[] {(byte) status};
            assertThatThrownBy(() -> client.generateKey("second", SHA1)).isInstanceOf(DueHsmException.class);
            logins.envelopeAnswer = right;
            client.deleteKey("second");
            assertThat(logins.entered).isEqualTo(before + 1);
        }
    }

    @Test
    void whoeverIsThereAfterAResetLogsInAgain() throws Exception {
        clientOf(manager);
        for (int i = 1; i <= 3; i++) {
            assertMac();
            client.importKey("k" + i, SHA1, new byte[20], false);
            assertThat(logins.entered).isEqualTo(i);
            device.reset();
        }
    }

    @Test
    void aResetInTheMiddleOfALoginIsWaitedFor() throws Exception {
        clientOf(user);
        assertMac();
        AtomicInteger resets = new AtomicInteger();
        device.executed = () -> {
            if (resets.incrementAndGet() <= 2) {
                device.reset();
            }
        };
        device.reset();

        assertMac();
        assertThat(resets).hasValueGreaterThanOrEqualTo(4);
    }

    @Test
    void whoClosesLogsOut() throws Exception {
        clientOf(user);
        assertMac();
        client.close();
        assertThat(logins.left).isEqualTo(1);
        client.close();
        assertMac();
        assertThat(logins.entered).isEqualTo(2);

        device.mute = true;
        client.close(); // a device that is silent is not waited for
        assertThat(logins.left).isEqualTo(2);
    }

    @Test
    void anEncryptedSecretIsToldByItsPassphrase() throws Exception {
        Path file = file(user, "open sesame");
        client(Login.of("webhook", file));
        char[] right = "open sesame".toCharArray();

        assertThat(failure(client)).hasMessageContainingAll("sim", file.toString(), "is encrypted", "log in first");
        assertThatThrownBy(() -> client.login("wrong".toCharArray()))
                .isInstanceOf(LoginFailedException.class)
                .hasMessageContainingAll("sim", file.toString())
                .hasCauseInstanceOf(UnrecoverableKeyException.class);
        assertThatThrownBy(() -> client.login(null)).isInstanceOf(LoginFailedException.class);
        assertThat(logins.entered).isZero();

        client.login(right);
        assertThat(right).containsExactly("open sesame".toCharArray());
        assertMac();
        assertThat(logins.entered).isEqualTo(1);
        Files.delete(file);
        device.reset();
        assertMac();

        client.logout();
        assertThat(logins.left).isEqualTo(1);
        assertThat(failure(client)).hasMessageContaining(file.toString());
    }

    @Test
    void aLoginThatTheDeviceRefusesIsForgotten() throws Exception {
        client(Login.of(null, file(LoginSecret.generate("stranger", Role.USER), "p")));

        assertThatThrownBy(() -> client.login(new char[] {'p'}))
                .isInstanceOf(LoginFailedException.class)
                .hasMessageContaining("\"stranger\"");
        assertThat(failure(client)).hasMessageContaining("log in first");
    }

    @Test
    void aSecretThatIsNotEncryptedNeedsNoPassphrase() throws Exception {
        clientOf(user).login("whatever".toCharArray());
        assertMac();
        client.logout();
        assertMac();
        assertThat(logins.entered).isEqualTo(2);
    }

    @Test
    void whoHasNoLoginConfiguredIsToldSo() {
        client(Login.NONE);

        assertThatThrownBy(() -> client.login(null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no login is configured");
    }

    @Test
    void aSecretFileThatCannotBeUsedFailsAtOnce() throws Exception {
        Path file = file(user, null);
        client(Login.of(null, file));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(failure(client)).hasMessageContainingAll("sim", "chmod 600 " + file);
        Files.delete(file);
        assertThat(failure(client)).hasMessageContaining(file.toString());
        assertThat(device.hellos).isZero();
    }

    @Test
    void loginsAreListedMadeAndRemoved() throws Exception {
        clientOf(manager);
        assertThat(client.logins()).containsExactlyInAnyOrder(new LoginEntry("boss", 2), new LoginEntry("webhook", 1));

        LoginSecret second = LoginSecret.generate("zweiter Häuptling", Role.MANAGER);
        client.addLogin(second);
        assertThatThrownBy(() -> client.addLogin(second))
                .hasMessageContainingAll("zweiter Häuptling", "remove it first");
        assertThat(client.logins())
                .contains(new LoginEntry("zweiter Häuptling", 2))
                .hasSize(3);
        client.removeLogin("webhook");
        assertThatThrownBy(() -> client.removeLogin("webhook")).hasMessageContaining("no login \"webhook\"");
        client.removeLogin("boss");
        assertThat(failure(client)).hasMessageContaining("none of this name");

        clientOf(second);
        assertThatThrownBy(() -> client.removeLogin(second.name())).hasMessageContaining("the last manager's login");
        assertThat(client.logins()).extracting(LoginEntry::role).containsExactly(java.util.Optional.of(Role.MANAGER));
    }

    @Test
    void firmwareFromBeforeHasNoLogins() throws Exception {
        device.have(null);

        assertThat(failure(clientOf(user))).hasMessageContainingAll("1.0.0", "has no logins; upload a newer one");
        client(Login.NONE);
        assertStatus(DeviceStatus.UNSUPPORTED, () -> client.addLogin(manager));
        assertThatThrownBy(client::logins).hasMessageContaining("has no logins; upload a newer one");
    }

    @Test
    void everyBoardOfSeveralIsLoggedInTo() throws Exception {
        Login login = Login.of(null, file(user, "p"));
        SimulatedBoard[] boards = {new SimulatedBoard("/dev/a"), new SimulatedBoard("/dev/b")};
        SimulatedLogins[] each = new SimulatedLogins[2];
        for (int i = 0; i < boards.length; i++) {
            each[i] = new SimulatedLogins().with("webhook", Role.USER.code(), user.secret());
            boards[i].device.have(each[i]);
        }
        ClientConfig config = new ClientConfig("/dev/a,/dev/b", 115200, Duration.ofSeconds(20)).withLogin(login);
        List<Connection> connections = IntStream.range(0, 2)
                .mapToObj(i -> new Connection(boards[i], config.ofEachPort().get(i)))
                .toList();
        client = new DueHsmClient(config, connections);

        assertThat(failure(client)).hasMessageContainingAll("/dev/a,/dev/b", "log in first");
        client.login(new char[] {'p'});
        while (each[0].entered == 0 || each[1].entered == 0) {
            assertMac();
        }
        client.logout();
        assertThat(each[0].left + each[1].left).isEqualTo(2);
        assertThat(failure(client)).hasMessageContaining("log in first");
    }

    @Test
    void oneBoardIsNotUsedUnderTwoLogins() throws Exception {
        ClientConfig config = ClientConfig.of("/dev/duehsm-login").withLogin(Login.of(null, file(user, null)));
        DueHsmClient.shared(config);
        ClientConfig other = config.withLogin(Login.of("boss", file(manager, null)));

        assertThatThrownBy(() -> DueHsmClient.shared(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("/dev/duehsm-login", "login = boss", "the same settings");
        DueHsmClient.shared(config);
    }

    /** Envelopes are counted: two of one number, or out of their order, and the device would refuse. */
    @Test
    void threadsChangeAndComputeAtOnceOnALineThatLosesFrames() throws Exception {
        Random random = new Random(5);
        SimulatedDevice.Line lossy = wire -> {
            int fate = random.nextInt(8);
            return fate == 0 ? new byte[0][] : fate == 1 ? new byte[][] {wire, wire} : new byte[][] {wire};
        };
        device.toDevice = lossy;
        device.toHost = lossy;
        clientOf(manager);
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> tasks = IntStream.range(0, 40)
                    .<Callable<Void>>mapToObj(i -> () -> {
                        if (i % 2 == 0) {
                            client.generateKey("made" + i, SHA1);
                        } else {
                            assertMac();
                        }
                        return null;
                    })
                    .toList();
            for (Future<Void> done : pool.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(logins.sealed).hasSize(20);
        assertThat(device.keys()).hasSize(21);
        assertThat(logins.entered).isEqualTo(1);
    }

    /** Whatever comes of a call while others log in and out, it is a MAC, or an error that says so. */
    @Test
    void threadsLogInAndOutWhileOthersCompute() throws Exception {
        client(Login.of(null, file(user, null)));
        ExecutorService pool = Executors.newFixedThreadPool(4);
        AtomicInteger macs = new AtomicInteger();
        try {
            List<Callable<Void>> tasks = IntStream.range(0, 400)
                    .<Callable<Void>>mapToObj(i -> () -> {
                        try {
                            switch (i % 4) {
                                case 0 -> client.login(null);
                                case 1 -> client.logout();
                                default -> {
                                    assertMac();
                                    macs.incrementAndGet();
                                }
                            }
                        } catch (DeviceUnavailableException e) {
                            assertThat(e).hasMessageMatching(".*(was closed|unplugged).*");
                        }
                        return null;
                    })
                    .toList();
            for (Future<Void> done : pool.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(macs).hasPositiveValue();
        assertMac();
    }
}
