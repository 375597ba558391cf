package org.duehsm.client;

/**
 * The device was not asked, because this program could not log in as it is configured to: the secret file cannot be
 * used, or wants a passphrase or another one, or the device does not take the login. If the passphrase is wrong, or the
 * file altered, the cause is an {@link java.security.UnrecoverableKeyException}.
 */
public final class LoginFailedException extends DueHsmException {

    private static final long serialVersionUID = 1;

    LoginFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
