package org.duehsm.client;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Who logs in to a device, as a configuration says it; the secret is in the file.
 *
 * @param name the login's name; null: whatever the file says
 * @param secretFile what {@link SecretFile} has written, absolute; null: nobody logs in
 */
public record Login(String name, Path secretFile) {

    /** Nobody logs in. */
    public static final Login NONE = new Login(null, null);

    /** @throws IllegalArgumentException for a name that is no login's, or one without a file */
    public Login {
        if (name != null) {
            LoginSecret.requireName(name);
            if (secretFile == null) {
                throw new IllegalArgumentException("the login \"" + name + "\" has no secret file");
            }
        }
        secretFile = secretFile == null ? null : secretFile.toAbsolutePath();
    }

    /**
     * Completes settings of which both may be absent.
     *
     * @param name of the login, or null
     * @param secretFile or null; if there is a name that is the file of {@link #defaultFile}
     * @throws IllegalArgumentException for a name that is no login's, or that no file is called after
     */
    public static Login of(String name, Path secretFile) {
        if (name == null && secretFile == null) {
            return NONE;
        }
        return new Login(name, secretFile == null ? defaultFile(LoginSecret.requireName(name)) : secretFile);
    }

    /**
     * Where the secret of a login is unless another place is named: {@code due-hsm/NAME.login} in the directory {@code
     * $XDG_CONFIG_HOME}, or {@code ~/.config} if that is not set or not absolute.
     *
     * @throws IllegalArgumentException for a name that cannot be that of a file there
     */
    public static Path defaultFile(String name) {
        try {
            Path directory = configuration().resolve("due-hsm");
            Path file = directory.resolve(name + ".login");
            if (directory.equals(file.getParent()) && file.equals(file.normalize())) {
                return file;
            }
        } catch (InvalidPathException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "no file can be called after the login \"" + name + "\"; name its secret-file");
    }

    private static Path configuration() {
        String set = System.getenv("XDG_CONFIG_HOME");
        boolean isSet = set != null && !set.isEmpty() && Path.of(set).isAbsolute();
        return isSet ? Path.of(set) : Path.of(System.getProperty("user.home"), ".config");
    }

    /**
     * Its secret; the caller destroys it.
     *
     * @param passphrase null: there is none; not looked at if the file is not encrypted
     * @throws IOException if the file cannot be used, or is another login's; as {@link SecretFile#read} says for a wrong
     *     passphrase
     */
    public LoginSecret read(char[] passphrase) throws IOException {
        LoginSecret secret = SecretFile.read(secretFile, passphrase);
        if (name != null && !name.equals(secret.name())) {
            secret.destroy();
            throw new IOException(secretFile + ": this is the secret of the " + secret + ", not of the login \"" + name
                    + "\"; name its own secret-file");
        }
        return secret;
    }

    /** Whether nobody logs in. */
    public boolean isNone() {
        return secretFile == null;
    }

    /** As a configuration sets it; empty if nobody logs in. */
    @Override
    public String toString() {
        return isNone() ? "" : (name == null ? "" : ", login = " + name) + ", secret-file = " + secretFile;
    }
}
