package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.KeySpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.firmware.VirtualDue;
import org.duehsm.provider.DueHsmKey;
import org.duehsm.provider.DueHsmKeyGenParameterSpec;
import org.duehsm.provider.DueHsmKeySpec;
import org.duehsm.provider.DueHsmProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is wrong with the device, each method of each service throws what its contract says, and nothing else. On
 * the virtual Due: a port that is a path.
 */
@Timeout(60)
class ExceptionsTest {

    private static final String NAME = "HmacSHA1-DueHSM";
    private static final byte[] KEY = "a key".getBytes();
    private static final Class<Throwable> NONE = null;

    @TempDir
    Path directory;

    /** A provider, and the types of its class loader. */
    private record Token(Provider provider, Class<?> handle, Class<?> keySpec, Class<?> generation) {

        static Token of(Provider provider) {
            return new Token(provider, DueHsmKey.class, DueHsmKeySpec.class, DueHsmKeyGenParameterSpec.class);
        }

        SecretKey key() throws Exception {
            return (SecretKey) handle.getMethod("of", String.class).invoke(null, "a");
        }

        KeySpec spec() throws Exception {
            return (KeySpec) keySpec.getConstructor(String.class, byte[].class).newInstance("a", KEY);
        }

        Mac mac() throws Exception {
            Mac mac = Mac.getInstance("HmacSHA1", provider);
            mac.init(key());
            return mac;
        }

        KeyStore store() throws Exception {
            KeyStore store = KeyStore.getInstance("DueHSM", provider);
            store.load(null, null);
            return store;
        }

        KeyGenerator generator() throws Exception {
            KeyGenerator generator = KeyGenerator.getInstance(NAME, provider);
            generator.init((AlgorithmParameterSpec)
                    generation.getConstructor(String.class).newInstance("a"));
            return generator;
        }

        SecretKeyFactory factory() throws Exception {
            return SecretKeyFactory.getInstance(NAME, provider);
        }

        SecureRandom random() throws Exception {
            return SecureRandom.getInstance("DueHSM", provider);
        }
    }

    private interface Use {
        void of(Token token) throws Exception;
    }

    private record Promise(Use use, Class<? extends Throwable> thrown) {}

    private static final Map<String, Promise> PROMISES = new LinkedHashMap<>();

    private static void promise(String method, Class<? extends Throwable> thrown, Use use) {
        PROMISES.put(method, new Promise(use, thrown));
    }

    static {
        Key ordinary = new SecretKeySpec(KEY, "HmacSHA1");
        KeyStore.Entry entry = new KeyStore.SecretKeyEntry(new SecretKeySpec(KEY, "HmacSHA1"));
        promise("Mac.init", NONE, Token::mac);
        promise("Mac.update", NONE, token -> token.mac().update(KEY));
        promise(
                "Mac.update, long",
                ProviderException.class,
                token -> token.mac().update(new byte[65_537]));
        promise("Mac.doFinal", ProviderException.class, token -> token.mac().doFinal());
        promise("Mac.reset", NONE, token -> token.mac().reset());
        promise("Mac.clone", NONE, token -> token.mac().clone());
        promise("KeyStore.load", NONE, Token::store);
        promise("KeyStore.store", NONE, token -> token.store().store(null));
        promise("KeyStore.size", ProviderException.class, token -> token.store().size());
        promise(
                "KeyStore.aliases",
                ProviderException.class,
                token -> token.store().aliases());
        promise(
                "KeyStore.containsAlias",
                ProviderException.class,
                token -> token.store().containsAlias("a"));
        promise(
                "KeyStore.isKeyEntry",
                ProviderException.class,
                token -> token.store().isKeyEntry("a"));
        promise("KeyStore.isCertificateEntry", NONE, token -> token.store().isCertificateEntry("a"));
        promise(
                "KeyStore.entryInstanceOf",
                ProviderException.class,
                token -> token.store().entryInstanceOf("a", KeyStore.SecretKeyEntry.class));
        promise(
                "KeyStore.getKey",
                ProviderException.class,
                token -> token.store().getKey("a", null));
        promise(
                "KeyStore.getEntry",
                ProviderException.class,
                token -> token.store().getEntry("a", null));
        promise(
                "KeyStore.getCreationDate",
                ProviderException.class,
                token -> token.store().getCreationDate("a"));
        promise("KeyStore.getCertificate", NONE, token -> token.store().getCertificate("a"));
        promise(
                "KeyStore.setKeyEntry",
                KeyStoreException.class,
                token -> token.store().setKeyEntry("a", ordinary, null, null));
        promise(
                "KeyStore.setKeyEntry, handle",
                KeyStoreException.class,
                token -> token.store().setKeyEntry("a", token.key(), null, null));
        promise(
                "KeyStore.setEntry",
                KeyStoreException.class,
                token -> token.store().setEntry("a", entry, null));
        promise(
                "KeyStore.deleteEntry",
                KeyStoreException.class,
                token -> token.store().deleteEntry("a"));
        promise("KeyGenerator.init", NONE, Token::generator);
        promise(
                "KeyGenerator.generateKey",
                ProviderException.class,
                token -> token.generator().generateKey());
        promise(
                "SecretKeyFactory.generateSecret",
                ProviderException.class,
                token -> token.factory().generateSecret(token.spec()));
        promise("SecretKeyFactory.translateKey", NONE, token -> token.factory().translateKey(token.key()));
        promise(
                "SecureRandom.nextBytes",
                ProviderException.class,
                token -> token.random().nextBytes(new byte[1]));
        promise(
                "SecureRandom.generateSeed",
                ProviderException.class,
                token -> token.random().generateSeed(1));
        promise("SecureRandom.setSeed", NONE, token -> token.random().setSeed(1));
    }

    /* All at once, so that they wait for the same attempt to open the device. */
    private static void expectAsPromised(Token token, String complaint) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Map<String, Future<Throwable>> thrown = new LinkedHashMap<>();
            PROMISES.forEach((method, promise) ->
                    thrown.put(method, threads.submit(() -> catchThrowable(() -> promise.use.of(token)))));
            Map<String, Throwable> unexpected = new LinkedHashMap<>();
            for (Map.Entry<String, Future<Throwable>> each : thrown.entrySet()) {
                Throwable e = each.getValue().get();
                Class<? extends Throwable> promised = PROMISES.get(each.getKey()).thrown;
                boolean kept = promised == NONE
                        ? e == null
                        : promised.isInstance(e)
                                && String.valueOf(e.getMessage()).contains(complaint);
                if (!kept) {
                    unexpected.put(each.getKey(), e);
                }
            }
            assertThat(unexpected).isEmpty();
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void noDevice() throws Exception {
        expectAsPromised(Token.of(Due.provider("/dev/duehsm-absent")), "/dev/duehsm-absent: no such port");
    }

    @Test
    void noPortOfThatName() throws Exception {
        expectAsPromised(Token.of(Due.provider("tcp://[::1%]:1")), "tcp://[::1%]:1");
    }

    @Test
    void settingsThatAreNotAllowed() throws Exception {
        System.setProperty("duehsm.port", "tcp://nowhere");
        try {
            expectAsPromised(Token.of(new DueHsmProvider()), "system property duehsm.port: port = tcp://nowhere");
        } finally {
            System.clearProperty("duehsm.port");
        }
    }

    @Test
    void settingsThatClash() throws Exception {
        String port = "/dev/duehsm-shared";
        ((DueHsmProvider) Due.provider(port, "timeout = 1000")).client();

        expectAsPromised(Token.of(Due.provider(port, "timeout = 2000")), port + ": this program uses the port already");
    }

    @Test
    void noJSerialComm() throws Exception {
        URL provider =
                DueHsmProvider.class.getProtectionDomain().getCodeSource().getLocation();
        Path settings = Files.writeString(directory.resolve("due-hsm.properties"), "port = /dev/null");
        try (URLClassLoader alone = new URLClassLoader(new URL[] {provider}, ClassLoader.getPlatformClassLoader())) {
            Provider configured = ((Provider)
                            type(alone, DueHsmProvider.class).getConstructor().newInstance())
                    .configure(settings.toString());
            expectAsPromised(
                    new Token(
                            configured,
                            type(alone, DueHsmKey.class),
                            type(alone, DueHsmKeySpec.class),
                            type(alone, DueHsmKeyGenParameterSpec.class)),
                    "/dev/null: serial ports need jSerialComm");
        }
    }

    private static Class<?> type(ClassLoader loader, Class<?> type) throws ClassNotFoundException {
        return loader.loadClass(type.getName());
    }

    @Test
    void aPortInUse() throws Exception {
        try (VirtualDue due =
                VirtualDue.builder().link(directory.resolve("due")).start()) {
            Path other = Files.createSymbolicLink(directory.resolve("other"), directory.resolve("due"));
            assertThat(Due.keyStore(Due.provider(due.port())).size()).isZero();

            expectAsPromised(Token.of(Due.provider(other.toString())), other + ": ");
        }
    }

    @Test
    void somethingElseAnswers() throws Exception {
        // At an address of its own: its port may be one that another test of this JVM has used, with other settings.
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.3"))) {
            Thread echo = new Thread(() -> echo(server));
            echo.setDaemon(true);
            echo.start();

            expectAsPromised(
                    Token.of(Due.provider("tcp://127.0.0.3:" + server.getLocalPort(), "timeout = 100")),
                    "what answers is not a DueHSM");
        }
    }

    private static void echo(ServerSocket server) {
        byte[] bytes = new byte[1000];
        while (!server.isClosed()) {
            try (Socket client = server.accept();
                    OutputStream out = client.getOutputStream()) {
                for (int count; (count = client.getInputStream().read(bytes)) >= 0; ) {
                    out.write(bytes, 0, count);
                }
            } catch (IOException theClientHasGone) {
                // as it should
            }
        }
    }
}
