package org.duehsm.tests;

import com.fazecast.jSerialComm.SerialPort;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.provider.DueHsmKey;
import org.duehsm.provider.DueHsmProvider;

/**
 * A server in small: each application has a class loader of its own, with DueHSM in it, or shares the
 * server's. The device is that of the system properties.
 */
final class Redeploys {

    static final String SCENARIO = "scenario";
    static final String ID = "deployed";
    static final byte[] KEY = {1, 2, 3, 4};

    private static final String PORT = "duehsm.port";
    private static final String MISSING = "/dev/no-such-due";
    private static final int COLLECTIONS = 1000;

    private Redeploys() {}

    public static void main(String[] arguments) throws Exception {
        switch (System.getProperty(SCENARIO)) {
            case "in turn" -> inTurn();
            case "together" -> together();
            case "shared" -> shared();
            default -> throw new IllegalArgumentException();
        }
    }

    /** Five deployments, each undeployed before the next; the last two have a second board, which is looked for in vain. */
    private static void inTurn() throws Exception {
        for (int i = 0; i < 5; i++) {
            if (i == 3) {
                System.setProperty(PORT, System.getProperty(PORT) + "," + MISSING);
            }
            WeakReference<ClassLoader> loader = deployOnce();
            System.out.println(
                    "gone " + collects(() -> loader.get() == null && libraries().isEmpty()));
        }
    }

    private static WeakReference<ClassLoader> deployOnce() throws Exception {
        try (URLClassLoader loader = own()) {
            Deployed application = Deployed.in(loader);
            System.out.println("mac " + application.call());
            libraries().forEach(line -> System.out.println("library " + line));
            application.undeploy();
            return new WeakReference<>(loader);
        }
    }

    /** Two deployments at a time, on one port and with one provider name. */
    private static void together() throws Exception {
        try (URLClassLoader one = own();
                URLClassLoader two = own()) {
            Deployed first = Deployed.in(one);
            Deployed second = Deployed.in(two);
            System.out.println("mac " + first.call());
            System.out.println("second " + second.call());
            System.out.println("foreign " + foreign(second.handle()));
            first.undeploy();
            System.out.println("mac " + second.call());
        }
    }

    /** With the first one's provider, which is the one that is registered. */
    private static String foreign(Key handle) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1");
        try {
            mac.init(handle);
            return "accepted";
        } catch (InvalidKeyException e) {
            return e.getMessage();
        }
    }

    /** The server's DueHSM; one application that uses it by a thread of its own goes, and the session stays open. */
    private static void shared() throws Exception {
        Provider provider = new DueHsmProvider();
        Security.addProvider(provider);
        WeakReference<ClassLoader> loader = useShared();
        System.out.println("gone " + collects(() -> loader.get() == null));
        System.out.println("mac " + new Application().call());
    }

    private static WeakReference<ClassLoader> useShared() throws Exception {
        URL tests = place(Redeploys.class);
        try (URLClassLoader loader = new URLClassLoader(new URL[] {tests}, Redeploys.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                return name.startsWith(Redeploys.class.getName()) && findLoadedClass(name) == null
                        ? findClass(name)
                        : super.loadClass(name, resolve);
            }
        }) {
            FutureTask<Object> call = new FutureTask<>(Deployed.in(loader)::call);
            Thread thread = new Thread(call);
            thread.setContextClassLoader(loader);
            thread.start();
            System.out.println("mac " + call.get());
            thread.join();
            return new WeakReference<>(loader);
        }
    }

    private static URLClassLoader own() throws Exception {
        return new URLClassLoader(
                new URL[] {place(DueHsmProvider.class), place(SerialPort.class), place(Redeploys.class)},
                ClassLoader.getPlatformClassLoader());
    }

    private static URL place(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    /** Whether that is so after some collections; a library goes a little after its class loader. */
    private static boolean collects(Callable<Boolean> gone) throws Exception {
        for (int i = 0; i < COLLECTIONS && !gone.call(); i++) {
            System.gc();
        }
        return gone.call();
    }

    private static List<String> libraries() throws Exception {
        try (var maps = Files.lines(Path.of("/proc/self/maps"))) {
            return maps.filter(line -> line.contains("libjSerialComm.so"))
                    .map(line -> line.substring(line.indexOf('/')))
                    .distinct()
                    .toList();
        }
    }

    /** An {@link Application}, as the server knows it. */
    private record Deployed(Callable<?> application) {

        static Deployed in(ClassLoader loader) throws Exception {
            return new Deployed((Callable<?>) loader.loadClass(Application.class.getName())
                    .getConstructor()
                    .newInstance());
        }

        Object call() throws Exception {
            return application.call();
        }

        Key handle() throws Exception {
            return (Key) application.getClass().getMethod("handle").invoke(application);
        }

        void undeploy() throws Exception {
            ((AutoCloseable) application).close();
        }
    }

    /** What is deployed: computes a MAC, or says why it cannot. */
    public static final class Application implements Callable<String>, AutoCloseable {

        /** More than the host keeps, so that a stream on the device is left open. */
        private static final int LONG = 100_000;

        private final DueHsmProvider provider = new DueHsmProvider();

        @Override
        public String call() throws Exception {
            Security.addProvider(provider);
            try {
                KeyStore store = KeyStore.getInstance("DueHSM", provider);
                store.load(null, null);
                if (!System.getProperty(PORT).endsWith(MISSING)) {
                    store.setKeyEntry(ID, new SecretKeySpec(KEY, "HmacSHA1"), null, null);
                }
                Mac dropped = Mac.getInstance("HmacSHA1", provider);
                dropped.init(handle());
                dropped.update(new byte[LONG]);
                Mac mac = Mac.getInstance("HmacSHA1");
                mac.init(handle());
                return HexFormat.of().formatHex(mac.doFinal(KEY));
            } catch (Exception e) {
                return e.getMessage();
            }
        }

        public Key handle() {
            return DueHsmKey.of(ID);
        }

        /** As the README has it. */
        @Override
        public void close() {
            if (Security.getProvider(provider.getName()) == provider) {
                Security.removeProvider(provider.getName());
            }
            provider.client().close();
        }
    }
}
