package org.duehsm.cli.logins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import org.duehsm.cli.terminal.CliException;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.Passphrase;
import org.duehsm.cli.terminal.Terminal;
import org.duehsm.client.LoginSecret;
import org.duehsm.client.Role;
import org.duehsm.client.SecretFile;

/**
 * The secret of a login that is to be made, and its file: one that is there, so that several boards take the same, or a
 * new one, which is on the disk before a device knows of it.
 */
final class GivenSecret implements AutoCloseable {

    private final Path file;
    private final LoginSecret secret;
    private final boolean made;
    private final boolean encrypted;

    private GivenSecret(Path file, LoginSecret secret, boolean made, boolean encrypted) {
        this.file = file;
        this.secret = secret;
        this.made = made;
        this.encrypted = encrypted;
    }

    /**
     * Reads the file if there is one, and otherwise makes it.
     *
     * @throws CliException if it is another login's, or nobody can be asked for its passphrase
     * @throws IOException if it cannot be read, or made
     */
    static GivenSecret at(Path file, String name, Role role, Terminal terminal) throws IOException {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                ? read(file, name, role, terminal)
                : make(file, name, role, terminal);
    }

    private static GivenSecret read(Path file, String name, Role role, Terminal terminal) throws IOException {
        boolean encrypted = SecretFile.isEncrypted(file);
        char[] passphrase = encrypted ? Passphrase.of(file, terminal) : null;
        LoginSecret secret;
        try {
            secret = SecretFile.read(file, passphrase);
        } finally {
            wipe(passphrase);
        }
        if (!secret.name().equals(name) || secret.role() != role) {
            secret.destroy();
            throw new CliException(
                    ExitCode.USAGE,
                    file + " has the secret of the " + secret + " already, not of a " + role + " \"" + name
                            + "\"; name another file, or that login");
        }
        return new GivenSecret(file, secret, false, encrypted);
    }

    private static GivenSecret make(Path file, String name, Role role, Terminal terminal) throws IOException {
        makeDirectory(file.toAbsolutePath().getParent());
        Optional<char[]> passphrase = terminal.hasPerson() ? Passphrase.choose(file, terminal) : Optional.empty();
        LoginSecret secret = LoginSecret.generate(name, role);
        try {
            SecretFile.write(file, secret, passphrase.orElse(null));
            return new GivenSecret(file, secret, true, passphrase.isPresent());
        } catch (IOException | RuntimeException e) {
            secret.destroy();
            throw e;
        } finally {
            wipe(passphrase.orElse(null));
        }
    }

    /** Only this user can look into a directory that is made here. */
    private static void makeDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(directory);
        }
    }

    private static void wipe(char[] passphrase) {
        if (passphrase != null) {
            Arrays.fill(passphrase, '\0');
        }
    }

    LoginSecret secret() {
        return secret;
    }

    Path file() {
        return file;
    }

    /** In words, who can use the file. */
    String protection() {
        if (encrypted) {
            return "encrypted: who logs in by it is asked for its passphrase";
        }
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? "not encrypted: whoever can read the file can log in by it, which is you alone"
                : "not encrypted: whoever can read the file can log in by it, which is up to its directory here";
    }

    /** The device has not taken it: a file that was made for it goes. */
    void takeBack() throws IOException {
        if (made) {
            Files.deleteIfExists(file);
        }
    }

    /** Wipes the secret in memory. */
    @Override
    public void close() {
        secret.destroy();
    }
}
