package org.duehsm.client;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import javax.security.auth.Destroyable;
import org.duehsm.link.Limits;

/**
 * What a host needs to log in to a device: who it is, what that may do, and a secret that the two share. Whoever has it
 * is, to the device, that login. {@link SecretFile} keeps it.
 */
public final class LoginSecret implements Destroyable {

    /** The most bytes of UTF-8 of a login's name. */
    public static final int MAX_NAME_BYTES = Limits.LOGIN_NAME_MAX;

    /** The bytes of a secret. */
    public static final int SECRET_BYTES = Limits.LOGIN_SECRET_SIZE;

    private final String name;
    private final Role role;
    private final byte[] secret;
    private boolean destroyed;

    /**
     * @param name 1 to 32 bytes of UTF-8 without control characters
     * @param secret 32 bytes that cannot be guessed; they are copied
     * @throws IllegalArgumentException that says what is wrong with name or secret
     */
    public LoginSecret(String name, Role role, byte[] secret) {
        this.name = requireName(name);
        this.role = Objects.requireNonNull(role, "role");
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException("the secret of a login has " + SECRET_BYTES + " bytes; the one of \""
                    + name + "\" has " + secret.length);
        }
        this.secret = secret.clone();
    }

    /**
     * Makes a new one of this JVM's random bytes, never a device's.
     *
     * @throws IllegalArgumentException that says what is wrong with the name
     */
    public static LoginSecret generate(String name, Role role) {
        byte[] secret = new byte[SECRET_BYTES];
        try {
            new SecureRandom().nextBytes(secret);
            return new LoginSecret(name, role, secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /**
     * Returns the name.
     *
     * @throws IllegalArgumentException that says why it is not a login's: not 1 to 32 bytes of UTF-8, or with control
     *     characters
     */
    public static String requireName(String name) {
        encodeName(name);
        return name;
    }

    static byte[] encodeName(String name) {
        return ShortText.encode("the name of a login", MAX_NAME_BYTES, name);
    }

    /** The login's name. */
    public String name() {
        return name;
    }

    /** What the login may do. */
    public Role role() {
        return role;
    }

    /**
     * A copy of the 32 bytes; the caller wipes it.
     *
     * @throws IllegalStateException after {@link #destroy()}
     */
    public synchronized byte[] secret() {
        if (destroyed) {
            throw new IllegalStateException("the secret of " + this + " has been destroyed");
        }
        return secret.clone();
    }

    /** Wipes the secret. */
    @Override
    public synchronized void destroy() {
        destroyed = true;
        Arrays.fill(secret, (byte) 0);
    }

    @Override
    public synchronized boolean isDestroyed() {
        return destroyed;
    }

    /** Role and name, without the secret. */
    @Override
    public String toString() {
        return role + " \"" + name + "\"";
    }
}
