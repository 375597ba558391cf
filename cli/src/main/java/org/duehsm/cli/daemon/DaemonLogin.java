package org.duehsm.cli.daemon;

import java.io.IOException;
import org.duehsm.cli.terminal.CliException;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.client.Login;
import org.duehsm.client.LoginSecret;
import org.duehsm.client.Role;
import org.duehsm.client.SecretFile;

/** What a daemon logs in by: a secret that nobody has to be asked for, and a user's, because its programs need no more. */
final class DaemonLogin {

    private DaemonLogin() {}

    /**
     * Makes sure that it is such a one, if there is one.
     *
     * @throws CliException if it is a manager's, or encrypted
     * @throws IOException if it cannot be read
     */
    static void check(Login login) throws IOException {
        if (login.isNone()) {
            return;
        }
        if (SecretFile.isEncrypted(login.secretFile())) {
            throw new CliException(
                    ExitCode.USAGE,
                    login.secretFile() + ": it is encrypted, and a daemon has nobody to ask for the passphrase; make a"
                            + " login for it whose file has none");
        }
        LoginSecret secret = login.read(null);
        Role role = secret.role();
        secret.destroy();
        if (role != Role.USER) {
            throw new CliException(
                    ExitCode.USAGE,
                    login.secretFile() + ": this is the secret of a " + role
                            + ", and the daemon computes MACs for others,"
                            + " which takes no more than a user's; make one for it: 'due-hsm logins add NAME --role user"
                            + " FILE'");
        }
    }
}
