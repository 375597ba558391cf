package org.duehsm.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.UnrecoverableKeyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFileTest {

    private static final LoginSecret LOGIN = LoginSecret.generate("signer", Role.USER);
    private static final char[] PASSPHRASE = "correct horse".toCharArray();

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("signer.login");
    }

    private static void assertIsLogin(LoginSecret login) {
        assertThat(login).hasToString(LOGIN.toString());
        assertThat(login.secret()).isEqualTo(LOGIN.secret());
    }

    @Test
    void itIsReadAsItWasWritten() throws IOException {
        SecretFile.write(file(), LOGIN, null);
        assertThat(SecretFile.isEncrypted(file())).isFalse();
        assertIsLogin(SecretFile.read(file(), null));
    }

    @Test
    void underAPassphrase() throws IOException {
        SecretFile.write(file(), LOGIN, PASSPHRASE);
        assertThat(SecretFile.isEncrypted(file())).isTrue();
        assertThat(Files.readString(file())).contains("\niterations=600000\n");
        assertIsLogin(SecretFile.read(file(), PASSPHRASE));
        assertThatThrownBy(() -> SecretFile.read(file(), "battery staple".toCharArray()))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(file() + ": the passphrase is wrong, or the file has been altered")
                .hasCauseInstanceOf(UnrecoverableKeyException.class);
        assertThatThrownBy(() -> SecretFile.read(file(), null))
                .hasMessage(file() + ": it is encrypted, and there is no passphrase");
    }

    @Test
    void fewerIterationsAreNotTaken() throws IOException {
        SecretFile.write(file(), LOGIN, null);
        Files.write(file(), new SecretText(599_999).encode(LOGIN, PASSPHRASE));
        assertThatThrownBy(() -> SecretFile.read(file(), PASSPHRASE))
                .hasMessage(file() + ": its iterations are 599999, and 600000 to 10000000 are taken");
    }

    @Test
    void itNeverReplacesAnything() throws IOException {
        Files.writeString(file(), "mine");
        assertThatThrownBy(() -> SecretFile.write(file(), LOGIN, null))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContainingAll(file().toString(), "is there already");
        assertThat(file()).hasContent("mine");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void norFollowsALinkToWhereItIsWritten() throws IOException {
        Path elsewhere = directory.resolve("elsewhere");
        Files.createSymbolicLink(file(), elsewhere);
        assertThatThrownBy(() -> SecretFile.write(file(), LOGIN, null)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(elsewhere).doesNotExist();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aLinkToReadItByIsTaken() throws IOException {
        Path elsewhere = directory.resolve("elsewhere");
        SecretFile.write(elsewhere, LOGIN, null);
        Files.createSymbolicLink(file(), elsewhere);
        assertIsLogin(SecretFile.read(file(), null));
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rw----r--"));
        assertThatThrownBy(() -> SecretFile.read(file(), null)).hasMessageContaining("chmod 600");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyItsOwnerCanReadIt() throws IOException {
        SecretFile.write(file(), LOGIN, null);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-----w-", "rw-r--rw-"})
    @DisabledOnOs(OS.WINDOWS)
    void whatOthersCanReadOrWriteIsRefused(String mode) throws IOException {
        SecretFile.write(file(), LOGIN, null);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(mode));
        String words = file() + ": others on this machine can read or write this secret; if it may be known to them,"
                + " make another login, and otherwise: chmod 600 " + file();
        assertThatThrownBy(() -> SecretFile.read(file(), null)).hasMessage(words);
        assertThatThrownBy(() -> SecretFile.isEncrypted(file())).hasMessage(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"r--------", "r--r-----", "rw-rw----"})
    @DisabledOnOs(OS.WINDOWS)
    void whatTheGroupCanDoIsItsOwnersBusiness(String mode) throws IOException {
        SecretFile.write(file(), LOGIN, null);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(mode));
        assertIsLogin(SecretFile.read(file(), null));
    }

    @Test
    void whatCannotBeWrittenLeavesNothing() throws IOException {
        Path nowhere = directory.resolve("no").resolve("signer.login");
        assertThatThrownBy(() -> SecretFile.write(nowhere, LOGIN, null))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(nowhere + ": there is no such directory");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretFile.write(file(), LOGIN, new char[0]))
                .withMessage("the passphrase is empty");
        LoginSecret destroyed = LoginSecret.generate("gone", Role.USER);
        destroyed.destroy();
        assertThatIllegalStateException().isThrownBy(() -> SecretFile.write(file(), destroyed, null));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void anInterruptedThreadLeavesNothing() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> SecretFile.write(file(), LOGIN, null)).isInstanceOf(IOException.class);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            assertThat(file()).doesNotExist();
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void anInterruptedThreadReadsItAllTheSame() throws IOException {
        SecretFile.write(file(), LOGIN, null);
        Thread.currentThread().interrupt();
        try {
            assertIsLogin(SecretFile.read(file(), null));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void whatIsWrongWithAFileNamesIt() throws IOException {
        assertThatThrownBy(() -> SecretFile.read(file(), null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file().toString());
        SecretFile.write(file(), LOGIN, null);
        Files.writeString(file(), "hello");
        assertThatThrownBy(() -> SecretFile.read(file(), null))
                .hasMessage(file() + ": it is not the secret of a login, or cut off");
        assertThatThrownBy(() -> SecretFile.isEncrypted(file())).hasMessageStartingWith(file() + ": ");
        Files.write(file(), new byte[4096]);
        assertThatThrownBy(() -> SecretFile.read(file(), null))
                .hasMessage(file() + ": it is too long for the secret of a login");
        assertThatThrownBy(() -> SecretFile.read(directory, null)).hasMessageContaining(directory.toString());
    }

    @ParameterizedTest
    @CsvSource({"0,A", "10,!", "43,="})
    void noMessageHasAnythingOfTheSecret(int at, char instead) throws IOException {
        SecretFile.write(file(), LOGIN, null);
        String text = Files.readString(file());
        int secret = text.indexOf("\nsecret=") + "\nsecret=".length();
        String base64 = text.substring(secret, secret + 44);
        Files.writeString(
                file(), text.substring(0, secret) + base64.substring(0, at) + instead + base64.substring(at), UTF_8);
        assertThatThrownBy(() -> SecretFile.read(file(), null)).satisfies(e -> {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain(base64.substring(0, 8), base64.substring(36));
            }
        });
    }
}
