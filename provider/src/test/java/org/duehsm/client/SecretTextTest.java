package org.duehsm.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.security.UnrecoverableKeyException;
import java.util.Base64;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of a secret's text. One iteration is enough to see that every byte of it counts. */
class SecretTextTest {

    private static final SecretText TEXT = new SecretText(1);
    private static final byte[] BYTES = "0123456789abcdef0123456789ABCDEF".getBytes(UTF_8);
    private static final LoginSecret LOGIN = new LoginSecret("Zoë the 2nd", Role.MANAGER, BYTES);

    private static char[] passphrase(String text) {
        return text == null ? null : text.toCharArray();
    }

    private static String encoded(String passphrase) {
        return new String(TEXT.encode(LOGIN, passphrase(passphrase)), UTF_8);
    }

    private static LoginSecret decoded(String text, String passphrase) throws IOException {
        return TEXT.decode(text.getBytes(UTF_8), passphrase(passphrase));
    }

    private static void assertIsLogin(LoginSecret login) {
        assertThat(login).hasToString(LOGIN.toString());
        assertThat(login.secret()).isEqualTo(BYTES);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"a", "correct horse battery staple", "päßwort \uD83D\uDD11"})
    void itIsReadAsItWasWritten(String passphrase) throws IOException {
        String text = encoded(passphrase);
        assertIsLogin(decoded(text, passphrase));
        assertThat(SecretText.isEncrypted(text.getBytes(UTF_8))).isEqualTo(passphrase != null);
        assertIsLogin(decoded(text.stripTrailing(), passphrase));
        assertIsLogin(decoded(text.stripTrailing() + "\r\n", passphrase));
    }

    @Test
    void withoutAPassphraseItIsWhatThePageSays() throws IOException {
        Properties lines = new Properties();
        lines.load(new StringReader(encoded(null)));
        assertThat(lines)
                .hasSize(4)
                .containsEntry("version", "1")
                .containsEntry("name", "Zoë the 2nd")
                .containsEntry("role", "manager")
                .containsEntry("secret", Base64.getEncoder().encodeToString(BYTES));
    }

    @Test
    void underAPassphraseTheSecretIsNotThere() throws IOException {
        Properties lines = new Properties();
        lines.load(new StringReader(encoded("a")));
        assertThat(lines)
                .hasSize(8)
                .containsEntry("kdf", "PBKDF2WithHmacSHA256")
                .containsEntry("iterations", "1");
        assertThat(Base64.getDecoder().decode(lines.getProperty("secret")))
                .hasSize(48)
                .satisfies(secret -> assertThat(new String(secret, ISO_8859_1)).doesNotContain("0123456789"));
        assertThat(encoded("a")).isNotEqualTo(encoded("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {" a", "a ", "\\", "\\u0041", "=", ":b", "#c", "! d", "a\\", "\u00a0", "a\u2028b"})
    void anyNameIsReadAsItWasWritten(String name) throws IOException {
        byte[] text = TEXT.encode(new LoginSecret(name, Role.USER, BYTES), null);
        assertThat(TEXT.decode(text, null).name()).isEqualTo(name);
    }

    @Test
    void underAPassphraseAnyByteThatIsChangedIsSeen() {
        byte[] text = TEXT.encode(LOGIN, passphrase("a"));
        for (int i = 0; i < text.length - 1; i++) { // the last is the end of the line
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = text.clone();
                changed[i] ^= (byte) (1 << bit);
                assertThatThrownBy(() -> TEXT.decode(changed, passphrase("a")))
                        .as("byte %d, bit %d", i, bit)
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "a")
    void whatIsCutOffIsSeen(String passphrase) {
        String text = encoded(passphrase).stripTrailing();
        for (int size = 0; size < text.length(); size++) {
            String cut = text.substring(0, size);
            assertThatThrownBy(() -> decoded(cut, passphrase))
                    .as("%d characters", size)
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching("it is not the secret of a login.*|.*(cut off|altered).*");
        }
    }

    @Test
    void aWrongPassphraseIsItsCause() {
        assertThatThrownBy(() -> decoded(encoded("a"), "b"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("the passphrase is wrong, or the file has been altered")
                .hasCauseInstanceOf(UnrecoverableKeyException.class);
        assertThatThrownBy(() -> decoded(encoded("a"), ""))
                .isExactlyInstanceOf(IOException.class)
                .hasCauseInstanceOf(UnrecoverableKeyException.class);
        assertThatThrownBy(() -> decoded(encoded("a"), null))
                .hasMessage("it is encrypted, and there is no passphrase")
                .hasNoCause();
    }

    @Test
    void onlyWhatIsEncryptedNeedsThePassphrase() throws IOException {
        assertIsLogin(decoded(encoded(null), "a"));
    }

    @ParameterizedTest
    @CsvSource({
        "iterations=1,iterations=0,iterations are 0",
        "iterations=1,iterations=10000001,'iterations are 10000001, and 1 to 10000000 are taken'",
        "iterations=1,iterations=4294967297,iterations are altered",
        "iterations=1,iterations=,iterations are altered",
        "kdf=PBKDF2WithHmacSHA256,kdf=MD5,its kdf is not PBKDF2WithHmacSHA256",
        "salt=,salt=AAAA,its salt or nonce does not have its length",
        "nonce=,nonce=*,altered",
        "role=manager,role=admin,the passphrase is wrong",
        "name=Zo,name=zo,the passphrase is wrong",
        "version=1,version=2,'it is of version 2, and this is a DueHSM that knows version 1'",
        "version=1,revision=1,its lines are not those of one",
        "version=1,version=1 twice=2,it is of version 1 twice=2",
        "kdf=PBKDF2WithHmacSHA256,,its lines are not those of one",
        "secret=,secret=AAAA,its secret does not have its length",
        "secret=.,secret=*,its secret is altered: it is not Base64",
        "role=manager,role=manager%nsecret=AAAA,its lines are not those of one",
    })
    void strangeLinesAreNamed(String line, String other, String words) {
        String text = encoded("a").replaceFirst("(?m)^" + line, other == null ? "" : other.replace("%n", "\n"));
        assertThatThrownBy(() -> decoded(text, "a"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(words)
                .hasMessageNotContainingAny("AAAA", new String(BYTES, UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"role=manager,role=admin,neither user nor manager", "name=.*,name=,the name of a login has at least 1"})
    void soTheyAreWithoutAPassphrase(String line, String other, String words) {
        String text = encoded(null).replaceFirst("(?m)^" + line, other);
        assertThatThrownBy(() -> decoded(text, null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret=", "hello", "\nsecret=\n", "a=\\u00\nsecret=AAAA"})
    void otherTextIsNot(String text) {
        assertThatThrownBy(() -> decoded(text, null))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("it is not the secret of a login");
    }

    @Test
    void otherBytesAreNot() {
        byte[] text = "a=\u00ff\nsecret=AAAA".getBytes(ISO_8859_1);
        assertThatThrownBy(() -> TEXT.decode(text, null)).hasMessageContaining("not UTF-8");
    }
}
