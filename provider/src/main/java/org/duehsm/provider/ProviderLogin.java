package org.duehsm.provider;

import java.io.IOException;
import java.security.ProviderException;
import java.security.Security;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.Login;
import org.duehsm.client.LoginFailedException;

/** How a provider and its key stores log in: where the passphrase comes from, and which exceptions the JCA expects. */
final class ProviderLogin {

    private static final String DEFAULT_HANDLER = "auth.login.defaultCallbackHandler";

    private final Supplier<DueHsmClient> client;
    private volatile CallbackHandler handler;

    /** @param client the device of the provider */
    ProviderLogin(Supplier<DueHsmClient> client) {
        this.client = client;
    }

    /** Asks this handler from now on where none is given; null: as if there had been none. */
    void setHandler(CallbackHandler other) {
        handler = other;
    }

    /** Whether the configuration has a login. */
    boolean isConfigured() {
        return !client.get().config().login().isNone();
    }

    /**
     * Logs in; asks for a passphrase only if one is needed and was not given before.
     *
     * @param given asked for it; null: the one that was set, or that of the security property
     * @throws FailedLoginException if the passphrase is wrong, or missing, or the device does not take the login
     * @throws LoginException if it does not work for another reason
     */
    void login(CallbackHandler given) throws LoginException {
        char[] passphrase = null;
        try {
            DueHsmClient device = client.get();
            if (device.config().login().isNone()) {
                throw new LoginException(
                        device.config().port() + ": no login is configured; set secret-file, or login");
            }
            if (device.wantsPassphrase()) {
                passphrase =
                        ask(given != null ? given : handler(), device.config().login());
            }
            device.login(passphrase);
        } catch (LoginFailedException e) {
            throw because(e, new FailedLoginException(e.getMessage()));
        } catch (ProviderException e) {
            throw because(e, new LoginException(e.getMessage()));
        } finally {
            wipe(passphrase);
        }
    }

    /**
     * Logs in with a passphrase that is at hand.
     *
     * @throws IOException if it does not work, caused by an UnrecoverableKeyException if the passphrase is wrong
     */
    void login(char[] passphrase) throws IOException {
        try {
            client.get().login(passphrase);
        } catch (ProviderException e) {
            throw notLoaded(e, e);
        }
    }

    /** The same by a handler that is asked for it, with the exceptions of {@code KeyStore.load}; {@code KeyStore.Builder} asks again. */
    void loginForLoad(CallbackHandler given) throws IOException {
        try {
            login(given);
        } catch (LoginException e) {
            throw notLoaded(e, e.getCause());
        }
    }

    private static IOException notLoaded(Exception e, Throwable failure) {
        Throwable why = failure == null ? null : failure.getCause();
        return new IOException(e.getMessage(), why instanceof UnrecoverableKeyException ? why : e);
    }

    /** Forgets the secret, and ends the sessions. */
    void logout() throws LoginException {
        try {
            client.get().logout();
        } catch (ProviderException e) {
            throw because(e, new LoginException(e.getMessage()));
        }
    }

    private CallbackHandler handler() throws LoginException {
        CallbackHandler set = handler;
        if (set != null) {
            return set;
        }
        String name = Security.getProperty(DEFAULT_HANDLER);
        if (name == null || name.isBlank()) {
            throw new LoginException("the secret of the login is encrypted, and nothing asks for its passphrase: give"
                    + " login a CallbackHandler, or setCallbackHandler, or name the class of one in the security property "
                    + DEFAULT_HANDLER);
        }
        try {
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            ClassLoader loader = context != null ? context : ClassLoader.getSystemClassLoader();
            Class<?> type = Class.forName(name.strip(), true, loader);
            return type.asSubclass(CallbackHandler.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw because(e, new LoginException(DEFAULT_HANDLER + " = " + name + " cannot be used: " + e));
        }
    }

    private static char[] ask(CallbackHandler asked, Login login) throws LoginException {
        String whose = login.name() == null ? "" : " of login \"" + login.name() + "\"";
        PasswordCallback question =
                new PasswordCallback("Passphrase" + whose + " (" + login.secretFile() + "): ", false);
        try {
            asked.handle(new Callback[] {question});
            char[] passphrase = question.getPassword();
            if (passphrase == null) {
                throw new FailedLoginException(login.secretFile() + ": no passphrase was given");
            }
            return passphrase;
        } catch (IOException | UnsupportedCallbackException e) {
            throw because(e, new LoginException("the passphrase cannot be asked for: " + e.getMessage()));
        } finally {
            question.clearPassword();
        }
    }

    private static LoginException because(Exception cause, LoginException e) {
        e.initCause(cause);
        return e;
    }

    private static void wipe(char[] passphrase) {
        if (passphrase != null) {
            Arrays.fill(passphrase, '\0');
        }
    }
}
