package org.duehsm.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidParameterException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.Login;
import org.duehsm.port.TlsFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {

    private static final Map<String, String> NOTHING = Map.of();

    @TempDir
    Path directory;

    @Test
    void withoutAFileAllIsDefault() {
        assertThat(configuration(ConfigurationFile.NONE, NOTHING, NOTHING))
                .isEqualTo(configuration("DueHSM", "auto", 250_000, 3_000));
    }

    @Test
    void aFileSetsWhatItNames() throws IOException {
        ConfigurationFile file = file("port = /dev/ttyACM0 \nbaud=115200\ntimeout: 5000\nname = backup-2\n");

        assertThat(configuration(file, NOTHING, NOTHING))
                .isEqualTo(configuration("DueHSM-backup-2", "/dev/ttyACM0", 115_200, 5_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auto",
                "/dev/ttyACM0",
                "COM5",
                "tcp://localhost:7000",
                "tcp://[::1]:7000",
                "tls://board.example:7000"
            })
    void portsMayBe(String port) throws IOException {
        assertThat(configuration(file("port=" + port), NOTHING, NOTHING)
                        .device()
                        .port())
                .isEqualTo(port);
    }

    @Test
    void propertiesGoBeforeTheEnvironmentAndBothBeforeTheFile() throws IOException {
        ConfigurationFile file = file("port=COM1\nbaud=115200\ntimeout=1000");
        Map<String, String> properties = Map.of("duehsm.port", "COM2");
        Map<String, String> environment = Map.of("DUEHSM_PORT", "COM3", "DUEHSM_BAUD", "57600");

        assertThat(configuration(file, properties, environment))
                .isEqualTo(configuration("DueHSM", "COM2", 57_600, 1_000));
    }

    /** Paths in files are from the current directory on, as that of the file itself. */
    @Test
    void filesForTlsAreSetAsEverythingElse() throws IOException {
        ConfigurationFile file = file("port=tls://boards:8087\ntls-trust-store=ca.pem\ntls-key-store=a.p12");
        Map<String, String> properties = Map.of("duehsm.tls-key-store", "/b.p12");
        Map<String, String> environment = Map.of("DUEHSM_TLS_KEY_STORE", "/c.p12", "DUEHSM_TLS_PASSWORD_FILE", "/p");

        assertThat(configuration(file, properties, environment).device().tls())
                .isEqualTo(new TlsFiles(
                        Optional.of(Path.of("ca.pem").toAbsolutePath()),
                        Optional.of(Path.of("/b.p12").toAbsolutePath()),
                        Optional.of(Path.of("/p").toAbsolutePath())));
        assertThat(configuration(file("name=b"), properties, environment)
                        .device()
                        .tls())
                .isEqualTo(TlsFiles.NONE);
    }

    @Test
    void aLoginIsSetAsEverythingElse() throws IOException {
        ConfigurationFile file = file("login=a\nsecret-file=a.login");

        assertThat(configuration(file, NOTHING, NOTHING).device().login())
                .isEqualTo(new Login("a", Path.of("a.login").toAbsolutePath()));
        assertThat(configuration(file, Map.of("duehsm.secret-file", "/b"), Map.of("DUEHSM_LOGIN", "b"))
                        .device()
                        .login())
                .isEqualTo(new Login("b", Path.of("/b").toAbsolutePath()));
        assertThat(configuration(file("secret-file=/c"), NOTHING, NOTHING)
                        .device()
                        .login())
                .isEqualTo(new Login(null, Path.of("/c").toAbsolutePath()));
        assertThat(configuration(file("name=b"), Map.of("duehsm.b.login", "c"), Map.of("DUEHSM_SECRET_FILE", "/never"))
                        .device()
                        .login())
                .isEqualTo(new Login("c", Login.defaultFile("c")));
        assertThat(configuration(ConfigurationFile.NONE, NOTHING, NOTHING)
                        .device()
                        .login())
                .isEqualTo(Login.NONE);
        assertThat(configuration(file, Map.of("duehsm.login", "", "duehsm.secret-file", ""), NOTHING)
                        .device()
                        .login())
                .isEqualTo(Login.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a", "a/b", "/etc/passwd"})
    void aLoginThatNoFileIsCalledAfterNeedsASecretFile(String name) throws IOException {
        ConfigurationFile file = file("login=" + name);

        assertThatThrownBy(() -> configuration(file, NOTHING, NOTHING))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContainingAll(file.source(), "\"" + name + "\"", "name its secret-file");
        assertThat(configuration(file, Map.of("duehsm.secret-file", "/x"), NOTHING)
                        .device()
                        .login()
                        .name())
                .isEqualTo(name);
    }

    @Test
    void aNamedTokenHasOverridesOfItsOwn() throws IOException {
        ConfigurationFile file = file("name=b\nport=COM1");
        Map<String, String> properties = Map.of("duehsm.port", "COM2", "duehsm.b.timeout", "700");
        Map<String, String> environment = Map.of("DUEHSM_PORT", "COM3");

        assertThat(configuration(file, properties, environment))
                .isEqualTo(configuration("DueHSM-b", "COM1", 250_000, 700));
    }

    @ParameterizedTest
    @CsvSource({
        "port, '', 'auto, a serial port such as /dev/ttyACM0 or COM5, tcp://host:port with a port from 1 to 65535, unix:/path'",
        "port, tcp://host, tcp://host:port",
        "port, tcp://host:0, tcp://host:port",
        "port, tcp://host:65536, tcp://host:port",
        "port, tcp:host:1, tcp://host:port",
        "port, unix:, unix:/path of a broker's socket",
        "baud, 1200, opening a board at 1200 wipes it",
        "baud, fast, 9600 to 1000000 bits per second",
        "timeout, 99, 100 to 600000 milliseconds",
        "timeout, 3 s, 100 to 600000 milliseconds",
        "timeout, 99999999999999999999, 100 to 600000 milliseconds",
        "name, a b, '1 to 32 letters, digits'",
        "port, tls://host, tls://host:port",
        "tls-trust-store, '', 'a file with certificates: PEM, PKCS12 or JKS'",
        "tls-key-store, '', 'a key store: PKCS12 or JKS'",
        "tls-password-file, '', 'the password of the stores'",
        "login, ääääääääääääääääa, '1 to 32 bytes of UTF-8'",
    })
    void aMalformedValueIsRefusedWithPlaceKeyAndAllowedValues(String key, String value, String allowed)
            throws IOException {
        assertThatThrownBy(() -> file(key + "=" + value))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(directory.resolve("duehsm.properties").toString())
                .hasMessageContaining(key + " = " + value)
                .hasMessageContaining(allowed);
    }

    @Test
    void aMalformedOverrideIsNamed() {
        assertThatThrownBy(() -> configuration(ConfigurationFile.NONE, Map.of("duehsm.baud", "1200"), NOTHING))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("system property duehsm.baud: baud = 1200 is not allowed");
        assertThatThrownBy(() -> configuration(ConfigurationFile.NONE, NOTHING, Map.of("DUEHSM_TIMEOUT", "x")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("environment variable DUEHSM_TIMEOUT: timeout = x is not allowed");
    }

    @Test
    void anUnknownKeyIsRefusedWithAHint() {
        assertThatThrownBy(() -> file("Port=COM5"))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Port is unknown")
                .hasMessageContaining("port, baud, timeout, name")
                .hasMessageEndingWith("did you mean port?");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        Path absent = directory.resolve("absent");
        assertThatThrownBy(() -> ConfigurationFile.read(absent))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(absent + ": there is no such file");
        assertThatThrownBy(() -> ConfigurationFile.read(directory))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(directory.toString());
        Path latin = Files.write(directory.resolve("latin"), "port=é".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ConfigurationFile.read(latin))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void theSampleIsAConfigurationOfDefaults() {
        ConfigurationFile sample = ConfigurationFile.read(Path.of("..", "due-hsm.properties.sample"));

        assertThat(sample.settings()).containsOnlyKeys(SettingKey.PORT, SettingKey.BAUD, SettingKey.TIMEOUT);
        assertThat(configuration(sample, NOTHING, NOTHING))
                .isEqualTo(configuration(ConfigurationFile.NONE, NOTHING, NOTHING));
    }

    private static Configuration configuration(String token, String port, int baud, int timeout) {
        return new Configuration(token, new ClientConfig(port, baud, Duration.ofMillis(timeout)));
    }

    private ConfigurationFile file(String content) throws IOException {
        return ConfigurationFile.read(Files.writeString(directory.resolve("duehsm.properties"), content));
    }

    private static Configuration configuration(
            ConfigurationFile file, Map<String, String> properties, Map<String, String> environment) {
        return Configuration.of(file, properties::get, environment::get);
    }
}
