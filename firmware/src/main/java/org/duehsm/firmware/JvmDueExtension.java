package org.duehsm.firmware;

import java.security.Security;
import java.util.LinkedHashMap;
import java.util.Map;
import org.duehsm.client.Algorithm;
import org.duehsm.provider.DueHsmProvider;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * For JUnit 5: gives tests a {@link JvmDue} with keys and a provider for it, and takes it away again. In a
 * static field one device serves the tests of the class and of the classes nested in it; in another each test gets a
 * new one, unless all tests share one instance of the class.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final JvmDueExtension DUE = new JvmDueExtension()
 *         .withKey("webhook", Algorithm.HMAC_SHA256, "not a secret".getBytes())
 *         .registered();
 * }</pre>
 */
public final class JvmDueExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private static final String PORT = "duehsm.port";
    private static final String CONNECTIONS = "duehsm.connections";

    private final Map<String, Key> keys = new LinkedHashMap<>();
    private boolean registers;
    private String owner; // id of the context that has started the device
    private JvmDue device;
    private DueHsmProvider provider;

    private record Key(Algorithm algorithm, byte[] bytes) {}

    /** A device without keys, whose provider is not registered. */
    public JvmDueExtension() {}

    /** Puts an HmacSHA1 key of 1 to 1024 bytes on the device before the tests. Its id is 1 to 128 bytes of UTF-8. */
    public JvmDueExtension withKey(String id, byte[] key) {
        return withKey(id, Algorithm.HMAC_SHA1, key);
    }

    /** The same for another algorithm. */
    public JvmDueExtension withKey(String id, Algorithm algorithm, byte[] key) {
        keys.put(id, new Key(algorithm, key.clone()));
        return this;
    }

    /**
     * Registers the provider, as {@code DueHSM}, for as long as the device is there, so that the code under test
     * finds it as it does in production. A JVM has one provider of that name: such tests do not run in parallel.
     */
    public JvmDueExtension registered() {
        registers = true;
        return this;
    }

    /** The device. */
    public JvmDue device() {
        return required(device);
    }

    /** A provider for the device. */
    public DueHsmProvider provider() {
        return required(provider);
    }

    private static <T> T required(T value) {
        if (value == null) {
            throw new IllegalStateException(
                    "there is a device only while tests run; is the field annotated with @RegisterExtension?");
        }
        return value;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        start(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        stop(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop(context);
    }

    /** Unless there is one: tests and nested classes use that of the class around them. */
    private void start(ExtensionContext context) {
        if (owner != null) {
            return;
        }
        owner = context.getUniqueId();
        device = JvmDue.inMemory();
        try {
            provider = provider(device.port());
            keys.forEach((id, key) -> provider.client().importKey(id, key.algorithm, key.bytes, true));
            if (registers && Security.addProvider(provider) < 0) {
                throw new IllegalStateException("a provider named " + DueHsmProvider.NAME + " is registered already:"
                        + " by another test that runs now, or by this JVM's java.security");
            }
        } catch (RuntimeException e) {
            stop(context);
            throw e;
        }
    }

    private void stop(ExtensionContext context) {
        if (!context.getUniqueId().equals(owner)) {
            return;
        }
        if (provider != null) {
            if (Security.getProvider(DueHsmProvider.NAME) == provider) {
                Security.removeProvider(DueHsmProvider.NAME);
            }
            provider.client().close();
        }
        device.close();
        provider = null;
        device = null;
        owner = null;
    }

    /**
     * With this port, whatever the JVM and its environment say: that means the developer's own board, whose keys the
     * tests would replace. A system property comes before all else, and is there for as long as it is read.
     */
    private static synchronized DueHsmProvider provider(String port) {
        String portBefore = System.setProperty(PORT, port);
        String connectionsBefore = System.setProperty(CONNECTIONS, "1");
        try {
            DueHsmProvider made = new DueHsmProvider();
            made.client();
            return made;
        } finally {
            restore(PORT, portBefore);
            restore(CONNECTIONS, connectionsBefore);
        }
    }

    private static void restore(String property, String before) {
        if (before == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, before);
        }
    }
}
