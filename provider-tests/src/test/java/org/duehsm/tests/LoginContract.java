package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DeviceStatus;
import org.duehsm.client.DeviceStatusException;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.KeyEntry;
import org.duehsm.client.Login;
import org.duehsm.client.LoginEntry;
import org.duehsm.client.LoginFailedException;
import org.duehsm.client.LoginSecret;
import org.duehsm.client.LoneClient;
import org.duehsm.client.Measurement;
import org.duehsm.client.Role;
import org.duehsm.client.SecretFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From an open device to a closed and sealed one, by programs with and without logins. */
@Timeout(120)
abstract class LoginContract {

    private static final Algorithm SHA256 = Algorithm.HMAC_SHA256;
    private static final byte[] KEY = "a key, and not a secret one".getBytes();
    private static final byte[] MESSAGE = new byte[1234];

    @TempDir
    Path folder;

    private final List<DueHsmClient> programs = new ArrayList<>();

    /** The port of a device that is open, and has no keys. */
    abstract String port();

    abstract void reset();

    @AfterEach
    void close() {
        programs.forEach(DueHsmClient::close);
    }

    /** A program, which runs alone: one before it closes the port, and so logs out. */
    private DueHsmClient program(Login login) {
        close();
        DueHsmClient program =
                LoneClient.of(new ClientConfig(port(), 250_000, Duration.ofSeconds(20)).withLogin(login));
        programs.add(program);
        return program;
    }

    private Login write(LoginSecret secret) throws Exception {
        Path file = folder.resolve(Files.list(folder).count() + ".login");
        SecretFile.write(file, secret, null);
        return new Login(null, file);
    }

    private static void assertRefused(DeviceStatus status, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        DeviceStatusException.class, e -> assertThat(e.status()).isEqualTo(status));
    }

    private static void assertNotPermitted(Runnable action) {
        assertRefused(DeviceStatus.NOT_PERMITTED, action);
    }

    private static void assertMac(DueHsmClient client, byte[] key) throws Exception {
        assertThat(client.mac(SHA256, "k", MESSAGE, 0, MESSAGE.length))
                .isEqualTo(Due.software(SHA256, key).doFinal(MESSAGE));
    }

    private static void assertChangesNothing(DueHsmClient client) {
        assertNotPermitted(() -> client.importKey("k", SHA256, new byte[9], true));
        assertNotPermitted(() -> client.importKey("new", SHA256, new byte[9], false));
        assertNotPermitted(() -> client.generateKey("new", SHA256));
        assertNotPermitted(() -> client.deleteKey("k"));
        assertNotPermitted(() -> client.addLogin(LoginSecret.generate("intruder", Role.MANAGER)));
        assertNotPermitted(() -> client.removeLogin("boss"));
        assertNotPermitted(client::logins);
        assertNotPermitted(() -> client.measure(Measurement.hash(SHA256, 1)));
        assertNotPermitted(
                () -> client.seal(HexFormat.of().parseHex(client.info().uniqueId())));
    }

    @Test
    void anOpenDeviceIsClosedAndSealed() throws Exception {
        LoginSecret manager = LoginSecret.generate("boss", Role.MANAGER);
        LoginSecret user = LoginSecret.generate("Webhooks für alle", Role.USER);

        DueHsmClient nobody = program(Login.NONE);
        nobody.importKey("k", SHA256, KEY, false);
        assertThat(nobody.logins()).isEmpty();
        assertThat(nobody.info().closed()).isFalse();
        assertThatThrownBy(() -> program(write(manager)).keyCount())
                .isInstanceOf(LoginFailedException.class)
                .hasMessageContaining("the device is open");
        DueHsmClient first = program(Login.NONE);
        assertThatThrownBy(() -> first.addLogin(user)).hasMessageContaining("has to be a manager's");
        first.addLogin(manager);

        DueHsmClient stranger = first;
        for (int i = 0; i < 2; i++) {
            DueHsmClient now = stranger;
            assertThat(now.info().closed()).isTrue();
            assertThat(now.info().login()).isEmpty();
            assertNotPermitted(() -> now.mac(SHA256, "k", MESSAGE, 0, 9));
            assertNotPermitted(now::keys);
            assertNotPermitted(() -> now.find("k"));
            assertNotPermitted(() -> now.random(1));
            assertChangesNothing(now);
            reset();
            stranger = program(Login.NONE);
        }

        DueHsmClient boss = program(write(manager));
        assertThat(boss.info().login()).contains(new LoginEntry("boss", Role.MANAGER.code()));
        assertMac(boss, KEY);
        boss.addLogin(user);
        assertRefused(DeviceStatus.EXISTS, () -> boss.addLogin(user));
        assertThat(boss.logins())
                .containsExactlyInAnyOrder(
                        new LoginEntry("boss", Role.MANAGER.code()),
                        new LoginEntry("Webhooks für alle", Role.USER.code()));
        byte[] other = Arrays.copyOf(KEY, KEY.length - 1);
        boss.importKey("k", SHA256, other, true);
        boss.generateKey("made", SHA256);
        boss.importKey("i".repeat(128), SHA256, new byte[64], false);
        boss.deleteKey("i".repeat(128));
        assertRefused(DeviceStatus.UNKNOWN_KEY, () -> boss.deleteKey("i".repeat(128)));
        assertThatThrownBy(() -> boss.removeLogin("boss")).hasMessageContaining("the last manager's login");
        assertMac(boss, other);

        Login ofUser = write(user);
        DueHsmClient signer = program(ofUser);
        for (int i = 0; i < 2; i++) {
            assertMac(signer, other);
            assertThat(signer.info().login()).contains(new LoginEntry("Webhooks für alle", Role.USER.code()));
            assertThat(signer.keys()).extracting(KeyEntry::id).containsExactlyInAnyOrder("k", "made");
            assertThat(signer.random(5)).hasSize(5);
            assertChangesNothing(signer);
            reset(); // it logs in again by itself
        }
        for (LoginSecret wrong : List.of(
                LoginSecret.generate("boss", Role.MANAGER),
                new LoginSecret("boss", Role.USER, manager.secret()),
                new LoginSecret("Webhooks für alle", Role.MANAGER, user.secret()),
                new LoginSecret("nobody", Role.MANAGER, manager.secret()))) {
            DueHsmClient thief = program(write(wrong));
            assertThatThrownBy(() -> thief.mac(SHA256, "k", MESSAGE, 0, 9))
                    .isInstanceOf(LoginFailedException.class)
                    .hasMessageContaining("none of this name, role and secret");
        }

        DueHsmClient sealer = program(write(manager));
        sealer.seal(HexFormat.of().parseHex(sealer.info().uniqueId()));
        assertThat(sealer.info().sealed()).isTrue();
        assertRefused(DeviceStatus.SEALED, () -> sealer.generateKey("late", SHA256));
        assertRefused(DeviceStatus.SEALED, () -> sealer.deleteKey("k"));
        LoginSecret second = LoginSecret.generate("second", Role.MANAGER);
        sealer.addLogin(second);
        sealer.removeLogin("Webhooks für alle");
        assertMac(sealer, other);
        DueHsmClient gone = program(ofUser);
        assertThatThrownBy(() -> assertMac(gone, other)).isInstanceOf(LoginFailedException.class);
        DueHsmClient last = program(write(second));
        last.removeLogin("boss");
        assertThat(last.logins()).extracting(LoginEntry::role).containsExactly(Optional.of(Role.MANAGER));
        assertThatThrownBy(() -> last.removeLogin("second")).hasMessageContaining("the last manager's login");
    }
}
