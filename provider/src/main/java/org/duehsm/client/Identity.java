package org.duehsm.client;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import org.duehsm.link.Credential;
import org.duehsm.link.LinkException;
import org.duehsm.link.LinkException.Reason;

/**
 * Who a connection logs in as, whenever it opens a session. A secret that is not encrypted is read from its file each
 * time; one that is was told before, with its passphrase, and stays in memory until it is forgotten.
 */
final class Identity {

    private final ClientConfig config;
    private LoginSecret told;

    Identity(ClientConfig config) {
        this.config = config;
    }

    /** What a session is opened with, to be wiped; null if nobody logs in. */
    Credential credential() throws LinkException {
        if (config.login().isNone()) {
            return null;
        }
        LoginSecret secret = secret();
        try {
            return new Credential(
                    LoginSecret.encodeName(secret.name()), secret.role().code(), secret.secret());
        } finally {
            secret.destroy();
        }
    }

    private synchronized LoginSecret secret() throws LinkException {
        if (told != null) {
            return copy(told);
        }
        Login login = config.login();
        try {
            if (SecretFile.isEncrypted(login.secretFile())) {
                throw new IOException(
                        login.secretFile() + ": the secret is encrypted, and its passphrase was not given;"
                                + " log in first: DueHsmProvider.login, KeyStore.load with the passphrase, or"
                                + " DueHsmClient.login; the command asks for it at a terminal");
            }
            return login.read(null);
        } catch (IOException e) {
            // Nothing else is tried: the file does not come back as a device does.
            throw new LinkException(Reason.LOGIN_REFUSED, config.port() + ": " + e.getMessage(), e.getCause());
        }
    }

    /**
     * Takes a secret, which stays the caller's.
     *
     * @return whether it is another than before
     */
    synchronized boolean tell(LoginSecret secret) {
        boolean same = told != null && isSame(told, secret);
        if (!same) {
            forget();
            told = copy(secret);
        }
        return !same;
    }

    /** Whether a secret was told. */
    synchronized boolean isTold() {
        return told != null;
    }

    /** Wipes the secret. */
    synchronized void forget() {
        if (told != null) {
            told.destroy();
            told = null;
        }
    }

    private static boolean isSame(LoginSecret one, LoginSecret other) {
        byte[] bytes = one.secret();
        byte[] others = other.secret();
        boolean same =
                one.name().equals(other.name()) && one.role() == other.role() && MessageDigest.isEqual(bytes, others);
        Arrays.fill(bytes, (byte) 0);
        Arrays.fill(others, (byte) 0);
        return same;
    }

    private static LoginSecret copy(LoginSecret secret) {
        byte[] bytes = secret.secret();
        try {
            return new LoginSecret(secret.name(), secret.role(), bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
