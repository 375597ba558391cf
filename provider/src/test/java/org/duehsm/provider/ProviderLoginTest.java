package org.duehsm.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.Security;
import java.security.UnrecoverableKeyException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import javax.crypto.Mac;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.Login;
import org.duehsm.client.LoginFailedException;
import org.duehsm.client.LoginSecret;
import org.duehsm.client.Role;
import org.duehsm.client.SecretFile;
import org.duehsm.client.SimulatedPort;
import org.duehsm.link.SimulatedDevice;
import org.duehsm.link.SimulatedLogins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the JCA has for tokens that want a login. */
@Timeout(120)
class ProviderLoginTest {

    private static final String PORT = "/dev/duehsm-provider-login";
    private static final String DEFAULT_HANDLER = "auth.login.defaultCallbackHandler";
    private static final byte[] MESSAGE = new byte[9];

    @TempDir
    static Path directory;

    private static final LoginSecret USER = LoginSecret.generate("webhook", Role.USER);
    private static Path encrypted;
    private static Path plain;

    private final SimulatedDevice device = new SimulatedDevice(16, 8, 16384);
    private final SimulatedLogins logins = new SimulatedLogins().with("webhook", Role.USER.code(), USER.secret());
    private SimulatedPort port;
    private DueHsmProvider provider;

    @BeforeAll
    static void write() throws IOException {
        encrypted = directory.resolve("encrypted.login");
        plain = directory.resolve("plain.login");
        SecretFile.write(encrypted, USER, "right".toCharArray());
        SecretFile.write(plain, USER, null);
    }

    @BeforeEach
    void start() {
        device.addKey("k");
        device.have(logins);
    }

    @AfterEach
    void stop() {
        Security.setProperty(DEFAULT_HANDLER, "");
        Security.removeProvider("DueHSM");
        port.close();
    }

    private void configure(Login login) throws IOException {
        String settings = "port = " + PORT + "\n"
                + (login.name() == null ? "" : "login = " + login.name() + "\n")
                + (login.isNone() ? "" : "secret-file = " + login.secretFile());
        port = new SimulatedPort(ClientConfig.of(PORT).withLogin(login), device::connect);
        Path file = Files.writeString(directory.resolve("due-hsm.properties"), settings);
        provider = (DueHsmProvider) new DueHsmProvider().configure(file.toString());
    }

    private void assertMac() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1", provider);
        mac.init(DueHsmKey.of("k"));
        assertThat(mac.doFinal(MESSAGE)).isEqualTo(SimulatedDevice.mac("k", MESSAGE, MESSAGE.length));
    }

    private void assertNoMac() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1", provider);
        mac.init(DueHsmKey.of("k"));
        assertThatThrownBy(() -> mac.doFinal(MESSAGE))
                .isInstanceOf(LoginFailedException.class)
                .hasMessageContainingAll("key \"k\"", PORT, encrypted.toString(), "log in first");
    }

    /** Answers with each of these passphrases in turn; null: as if the user gave up. */
    public static class Asked implements CallbackHandler {

        private final Deque<String> answers = new ArrayDeque<>(List.of("right"));
        final List<String> prompts = new ArrayList<>();

        static Asked with(String... answers) {
            Asked asked = new Asked();
            asked.answers.clear();
            asked.answers.addAll(Arrays.asList(answers));
            return asked;
        }

        @Override
        public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
            for (Callback callback : callbacks) {
                PasswordCallback password = (PasswordCallback) callback;
                assertThat(password.isEchoOn()).isFalse();
                prompts.add(password.getPrompt());
                if (answers.isEmpty()) {
                    throw new IOException("nobody is there");
                }
                String answer = answers.removeFirst();
                password.setPassword(answer.isEmpty() ? null : answer.toCharArray());
            }
        }
    }

    @Test
    void aPassphraseIsAskedForOnce() throws Exception {
        configure(new Login("webhook", encrypted));
        assertNoMac();
        Asked asked = Asked.with("right");

        provider.login(null, asked);
        provider.login(null, asked);
        assertMac();

        assertThat(asked.prompts).containsExactly("Passphrase of login \"webhook\" (" + encrypted + "): ");
        provider.logout();
        assertNoMac();
        assertThat(logins.left).isEqualTo(1);
        provider.login(null, Asked.with("right"));
        assertMac();
    }

    @Test
    void whatIsWrongIsALoginException() throws Exception {
        configure(new Login(null, encrypted));

        assertThatThrownBy(() -> provider.login(null, Asked.with("wrong")))
                .isInstanceOf(FailedLoginException.class)
                .hasMessageContainingAll(PORT, encrypted.toString());
        assertThatThrownBy(() -> provider.login(null, Asked.with("")))
                .isInstanceOf(FailedLoginException.class)
                .hasMessage(encrypted + ": no passphrase was given");
        assertThatThrownBy(() -> provider.login(null, Asked.with()))
                .isInstanceOf(LoginException.class)
                .hasMessageContaining("nobody is there");
        assertThatThrownBy(() -> provider.login(null, null))
                .isInstanceOf(LoginException.class)
                .hasMessageContainingAll("nothing asks for its passphrase", DEFAULT_HANDLER);
        Security.setProperty(DEFAULT_HANDLER, "no.such.Handler");
        assertThatThrownBy(() -> provider.login(null, null))
                .isInstanceOf(LoginException.class)
                .hasMessageContaining("no.such.Handler cannot be used");
        assertThat(logins.entered).isZero();
    }

    @Test
    void aDeviceThatDoesNotTakeTheLoginOrIsAwayIsALoginException() throws Exception {
        configure(new Login(null, plain));
        logins.proofAnswer = answer -> new byte[] {18};
        assertThatThrownBy(() -> provider.login(null, null))
                .isInstanceOf(FailedLoginException.class)
                .hasMessageContaining("none of this name, role and secret");
        device.refusal = 99;
        assertThatThrownBy(() -> provider.login(null, null)).isInstanceOf(LoginException.class);
    }

    @Test
    void withoutALoginThereIsNoneToLogIn() throws Exception {
        configure(Login.NONE);

        assertThatThrownBy(() -> provider.login(null, Asked.with("right")))
                .isExactlyInstanceOf(LoginException.class)
                .hasMessageContaining("no login is configured");
        KeyStore keys = KeyStore.getInstance("DueHSM", provider);
        keys.load(null, "ignored".toCharArray());
        keys.load(parameter(new KeyStore.PasswordProtection("ignored".toCharArray())));
        keys.load(parameter(new KeyStore.CallbackHandlerProtection(Asked.with())));
        assertThat(device.hellos).isZero();
    }

    @Test
    void theHandlerIsTheOneGivenOrTheOneSetOrThatOfTheSecurityProperty() throws Exception {
        configure(new Login(null, encrypted));
        Security.setProperty(DEFAULT_HANDLER, Asked.class.getName());
        provider.login(null, null);
        provider.logout();
        Asked set = Asked.with("right");
        provider.setCallbackHandler(set);
        provider.login(null, null);
        provider.logout();
        Asked given = Asked.with("right");
        provider.login(null, given);

        assertMac();
        assertThat(set.prompts).hasSize(1);
        assertThat(given.prompts).containsExactly("Passphrase (" + encrypted + "): ");
    }

    @Test
    void aSecretThatIsNotEncryptedNeedsNobodyToAsk() throws Exception {
        configure(new Login(null, plain));

        assertMac();
        provider.login(null, null);
        KeyStore keys = KeyStore.getInstance("DueHSM", provider);
        keys.load(null, "ignored".toCharArray());
        keys.load(parameter(new KeyStore.CallbackHandlerProtection(Asked.with())));
        assertThat(keys.containsAlias("k")).isTrue();
        assertThat(logins.entered).isEqualTo(1);
    }

    @Test
    void aKeyStoreIsLoadedWithThePassphrase() throws Exception {
        configure(new Login("webhook", encrypted));
        KeyStore keys = KeyStore.getInstance("DueHSM", provider);
        keys.load(null, null);
        keys.load(parameter(new KeyStore.PasswordProtection(null)));
        assertThat(device.hellos).isZero();
        assertThatThrownBy(() -> keys.containsAlias("k")).isInstanceOf(LoginFailedException.class);
        assertThatThrownBy(() -> keys.load(null, "wrong".toCharArray()))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(PORT, encrypted.toString())
                .hasCauseInstanceOf(UnrecoverableKeyException.class);

        keys.load(null, "right".toCharArray());

        Key key = keys.getKey("k", null);
        assertThat(key).isEqualTo(DueHsmKey.of("k"));
        assertMac();
        assertThatThrownBy(() -> keys.load(null, "wrong".toCharArray())).isInstanceOf(IOException.class);
        assertMac(); // nobody was logged out by that
        assertThat(logins.entered).isEqualTo(1);
    }

    @Test
    void aBuilderAsksAgain() throws Exception {
        configure(new Login("webhook", encrypted));
        Asked asked = Asked.with("wrong", "wrong too", "right");

        KeyStore keys = KeyStore.Builder.newInstance("DueHSM", provider, new KeyStore.CallbackHandlerProtection(asked))
                .getKeyStore();

        assertThat(asked.prompts).hasSize(3);
        assertThat(keys.containsAlias("k")).isTrue();
    }

    @Test
    void aBuilderTakesAPassword() throws Exception {
        configure(new Login("webhook", encrypted));

        KeyStore keys = KeyStore.Builder.newInstance(
                        "DueHSM", provider, new KeyStore.PasswordProtection("right".toCharArray()))
                .getKeyStore();

        assertThat(keys.containsAlias("k")).isTrue();
    }

    /** To log in takes hashes, MACs and ciphers of this JVM, for which it must never ask the device. */
    @Test
    void loginNeedsNothingOfTheDeviceItself() throws Exception {
        configure(new Login("webhook", encrypted));
        Security.insertProviderAt(provider, 1);

        provider.login(null, Asked.with("right"));

        assertMac();
        assertThat(device.executions).isEqualTo(4); // name, proof, the question whether it stands, and the MAC
    }

    private static KeyStore.LoadStoreParameter parameter(KeyStore.ProtectionParameter protection) {
        return () -> protection;
    }
}
