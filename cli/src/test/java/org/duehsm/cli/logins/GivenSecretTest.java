package org.duehsm.cli.logins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.duehsm.cli.terminal.CliException;
import org.duehsm.cli.terminal.ScriptedTerminal;
import org.duehsm.client.LoginSecret;
import org.duehsm.client.Role;
import org.duehsm.client.SecretFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The file that a new login gets, or has already. */
class GivenSecretTest {

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("config/due-hsm/signer.login");
    }

    private static ScriptedTerminal answers(String... answers) {
        return new ScriptedTerminal(new byte[0], answers);
    }

    private GivenSecret given(String... answers) throws IOException {
        return GivenSecret.at(file(), "signer", Role.USER, answers(answers));
    }

    private static byte[] bytesIn(Path file, String passphrase) throws IOException {
        LoginSecret read = SecretFile.read(file, passphrase == null ? null : passphrase.toCharArray());
        assertThat(read).hasToString("user \"signer\"");
        return read.secret();
    }

    @Test
    void withoutATerminalANewOneHasNoPassphrase() throws IOException {
        try (GivenSecret given = given()) {
            assertThat(bytesIn(file(), null)).isEqualTo(given.secret().secret());
            assertThat(given.protection()).startsWith("not encrypted: whoever can read the file");
        }
    }

    @Test
    void atATerminalThePassphraseIsAskedForTwice() throws IOException {
        try (GivenSecret given = given("correct horse", "correct horse")) {
            assertThat(bytesIn(file(), "correct horse"))
                    .isEqualTo(given.secret().secret());
            assertThat(given.protection()).startsWith("encrypted: ");
        }
    }

    @Test
    void anEmptyOneIsNone() throws IOException {
        given("").close();
        assertThat(SecretFile.isEncrypted(file())).isFalse();
    }

    @Test
    void twoDifferentOnesMakeNoFile() {
        assertThatThrownBy(() -> given("correct horse", "correct house"))
                .isInstanceOf(CliException.class)
                .hasMessage("the two entries differ; nothing was changed");
        assertThat(file()).doesNotExist();
    }

    @Test
    void oneThatIsThereIsTaken() throws IOException {
        given().close();
        byte[] bytes = bytesIn(file(), null);
        try (GivenSecret again = given()) {
            assertThat(again.secret().secret()).isEqualTo(bytes);
            again.takeBack();
        }
        assertThat(bytesIn(file(), null)).isEqualTo(bytes);
    }

    @Test
    void itsPassphraseIsAskedForOnce() throws IOException {
        given("correct horse", "correct horse").close();
        try (GivenSecret again = given("correct horse")) {
            assertThat(again.secret().secret()).isEqualTo(bytesIn(file(), "correct horse"));
        }
        assertThatThrownBy(() -> given("wrong")).isInstanceOf(IOException.class).hasMessageContaining("is wrong");
        assertThatThrownBy(this::given)
                .isInstanceOf(CliException.class)
                .hasMessageContainingAll("nobody can be asked", file() + " is encrypted");
    }

    @Test
    void theSecretOfAnotherLoginIsNotTaken() throws IOException {
        given().close();
        byte[] before = Files.readAllBytes(file());
        assertThatThrownBy(() -> GivenSecret.at(file(), "signer", Role.MANAGER, answers()))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("the user \"signer\" already, not of a manager \"signer\"");
        assertThatThrownBy(() -> GivenSecret.at(file(), "boss", Role.USER, answers()))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("not of a user \"boss\"");
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void oneThatTheDeviceDoesNotTakeGoesAgain() throws IOException {
        try (GivenSecret given = given()) {
            given.takeBack();
        }
        assertThat(file()).doesNotExist();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aDirectoryThatIsMadeIsForItsOwner() throws IOException {
        given().close();
        for (Path made : new Path[] {file().getParent(), file().getParent().getParent()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .isEqualTo("rwx------");
        }
    }
}
