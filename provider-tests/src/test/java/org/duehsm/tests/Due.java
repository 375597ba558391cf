package org.duehsm.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DueHsmClient;
import org.duehsm.firmware.JvmDue;
import org.duehsm.firmware.VirtualDue;
import org.duehsm.provider.DueHsmKey;
import org.duehsm.provider.DueHsmProvider;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A device for the tests of a class, and a provider for it, which is not registered unless that is said. */
final class Due implements BeforeAllCallback, AfterAllCallback {

    /** The emulator hands over a byte at a time, and on a busy machine takes seconds for a window of frames. */
    private static final String UART_PATIENCE = "timeout = 30000";

    private enum Kind {
        FAST_TRANSPORT,
        UART,
        IN_JVM
    }

    private final Kind kind;
    private boolean registered;
    private AutoCloseable device;
    private String port;
    private Provider provider;

    private Due(Kind kind) {
        this.kind = kind;
    }

    /** The virtual Due: what other processes can open, and what fidelity is judged on. */
    static Due onFastTransport() {
        return new Due(Kind.FAST_TRANSPORT);
    }

    static Due onUart() {
        return new Due(Kind.UART);
    }

    /** The device inside the JVM: there at once, for what is about Java. */
    static Due inJvm() {
        return new Due(Kind.IN_JVM);
    }

    /** The same, and its provider is the last of this JVM's while the tests of the class run. */
    Due registered() {
        registered = true;
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (kind == Kind.IN_JVM) {
            JvmDue due = JvmDue.inMemory();
            device = due;
            port = due.port();
        } else {
            VirtualDue due = VirtualDue.builder().uart(kind == Kind.UART).start();
            device = due;
            port = due.port();
        }
        provider = kind == Kind.UART ? provider(port, UART_PATIENCE) : provider(port);
        if (registered) {
            Security.addProvider(provider);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (registered) {
            Security.removeProvider(provider.getName());
        }
        device.close();
    }

    String port() {
        return port;
    }

    Provider provider() {
        return provider;
    }

    /** The device itself. */
    DueHsmClient client() {
        return ((DueHsmProvider) provider).client();
    }

    /** A provider for a port; more lines may follow the first. */
    static Provider provider(String port, String... lines) throws IOException {
        Path file = Files.createTempFile("duehsm", ".properties");
        try {
            Files.writeString(file, "port = " + port + "\n" + String.join("\n", lines));
            return new DueHsmProvider().configure(file.toString());
        } finally {
            Files.delete(file);
        }
    }

    /** A Mac on the device for a key that is there. */
    Mac mac(String id) throws GeneralSecurityException {
        return mac(provider, id);
    }

    /** The same for a key of that algorithm. */
    Mac mac(Algorithm algorithm, String id) throws GeneralSecurityException {
        return mac(provider, algorithm, id);
    }

    static Mac mac(Provider provider, String id) throws GeneralSecurityException {
        return mac(provider, Algorithm.HMAC_SHA1, id);
    }

    static Mac mac(Provider provider, Algorithm algorithm, String id) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm.jcaName(), provider);
        mac.init(DueHsmKey.of(id).withAlgorithm(algorithm.jcaName()));
        return mac;
    }

    /** The JDK's own Mac. */
    static Mac software(byte[] key) throws GeneralSecurityException {
        return software(Algorithm.HMAC_SHA1, key);
    }

    static Mac software(Algorithm algorithm, byte[] key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm.jcaName(), "SunJCE");
        mac.init(new SecretKeySpec(key, algorithm.jcaName()));
        return mac;
    }

    KeyStore keyStore() throws GeneralSecurityException, IOException {
        return keyStore(provider);
    }

    static KeyStore keyStore(Provider provider) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("DueHSM", provider);
        store.load(null, null);
        return store;
    }

    /** Puts a key on the device, in place of one that has the id. */
    void importKey(String id, byte[] key) throws GeneralSecurityException, IOException {
        importKey(provider, id, key);
    }

    void importKey(Algorithm algorithm, String id, byte[] key) throws GeneralSecurityException, IOException {
        importKey(provider, algorithm, id, key);
    }

    static void importKey(Provider provider, String id, byte[] key) throws GeneralSecurityException, IOException {
        importKey(provider, Algorithm.HMAC_SHA1, id, key);
    }

    static void importKey(Provider provider, Algorithm algorithm, String id, byte[] key)
            throws GeneralSecurityException, IOException {
        keyStore(provider).setKeyEntry(id, new SecretKeySpec(key, algorithm.jcaName()), null, null);
    }
}
