package org.duehsm.port;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortThreadFactory;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadFactory;

/**
 * Loads jSerialComm's native library when the first serial port is needed; each class loader loads its own.
 *
 * <p>Left alone, jSerialComm runs whatever lies at a well-known place in the world-writable temporary
 * directory, also where it was told of another place and the library there does not load. So it is
 * pointed at the one file that is meant, and its other ways are closed: its directory gets a name
 * that nobody can guess, and on Linux, where others may write there, the architecture gets one that
 * its jar does not have, so that it unpacks nothing either. It reads these system properties in its
 * static initialiser; they are set only that long, because another class loader would take them for
 * the user's.
 *
 * <p>Loading also makes the process ignore several signals, which is why nothing may touch the class
 * earlier.
 */
final class SerialLibrary {

    private static final String PATH = "jSerialComm.library.path";
    private static final String DIRECTORY = "fazecast.jSerialComm.appid";
    private static final String ARCHITECTURE = "os.arch_full";
    private static final String NO_ARCHITECTURE = "unpack-nothing";
    private static final String ACCESS_DENIED =
            "Java denies native access; start it with --enable-native-access=ALL-UNNAMED, or on the"
                    + " module path with --enable-native-access=com.fazecast.jSerialComm";

    /** The monitor of all class loaders: system properties belong to the JVM, and strings, too. */
    private static final Object JVM = SerialLibrary.class.getName().intern();

    private static boolean loaded;

    private SerialLibrary() {}

    /** Makes sure that it is loaded. */
    static synchronized void load() throws IOException {
        if (!loaded) {
            synchronized (JVM) {
                load(System.getProperty(PATH, ""));
            }
            loaded = true;
        }
    }

    private static void load(String chosen) throws IOException {
        try {
            if (!chosen.isEmpty()) {
                initialise(SerialLibraryFile.in(Path.of(chosen)));
                return;
            }
            try (SerialLibraryFile.Copy copy =
                    SerialLibraryFile.unpack(Path.of(System.getProperty("java.io.tmpdir")))) {
                initialise(copy.file());
            }
        } catch (IOException e) {
            throw unusable(e.getMessage(), e);
        } catch (InvalidPathException e) {
            throw unusable(PATH + " or java.io.tmpdir is no path: " + e.getMessage(), e);
        } catch (LinkageError e) {
            if (e.getCause() instanceof ClassNotFoundException) {
                throw e; // jSerialComm itself is missing
            }
            if (isDenied(e)) {
                throw unusable(ACCESS_DENIED, e);
            }
            throw unusable(
                    chosen.isEmpty()
                            ? "the native library of jSerialComm could not be loaded from the temporary directory; if"
                                    + " that is mounted noexec, set -Djava.io.tmpdir to another one"
                            : "the native library of jSerialComm could not be loaded from " + chosen + ", which " + PATH
                                    + " names: it is for another version or machine, or another class loader of this"
                                    + " JVM has it; without " + PATH + " each class loader gets a copy of its own",
                    e);
        }
    }

    /** Whether Java itself refuses, as JDK 24 and newer do where they are told to. jSerialComm passes it on as text only. */
    private static boolean isDenied(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains("Illegal native access")) {
                return true;
            }
        }
        return false;
    }

    private static IOException unusable(String reason, Throwable cause) {
        return new IOException("serial ports cannot be used: " + reason, cause);
    }

    private static void initialise(Path library) {
        Map<String, String> ours = Map.of(
                PATH, library.getParent().toString(),
                DIRECTORY, unguessable(),
                ARCHITECTURE, NO_ARCHITECTURE);
        Map<String, String> before = new HashMap<>();
        ThreadFactory factory = SerialPortThreadFactory.get();
        ShutdownHook hook = new ShutdownHook(factory);
        ours.forEach((key, value) -> before.put(key, System.setProperty(key, value)));
        SerialPortThreadFactory.set(hook);
        try {
            SerialPort.getCommPorts(); // needs the library, so that it shows now if there is none
        } finally {
            SerialPortThreadFactory.set(factory);
            before.forEach(SerialLibrary::restore);
        }
        hook.remove();
    }

    private static void restore(String key, String value) {
        if (value == null) {
            System.clearProperty(key);
        } else {
            System.setProperty(key, value);
        }
    }

    private static String unguessable() {
        byte[] name = new byte[16];
        new SecureRandom().nextBytes(name);
        return HexFormat.of().formatHex(name);
    }

    /**
     * What jSerialComm wants to be run at the end of the JVM. It would hold its class loader until
     * then, and only closes ports, as the end of the process does.
     */
    private static final class ShutdownHook implements ThreadFactory {

        private final ThreadFactory factory;
        private Thread thread;

        ShutdownHook(ThreadFactory factory) {
            this.factory = factory;
        }

        @Override
        public Thread newThread(Runnable task) {
            thread = factory.newThread(task);
            return thread;
        }

        void remove() {
            try {
                if (thread != null) {
                    Runtime.getRuntime().removeShutdownHook(thread);
                }
            } catch (IllegalStateException e) {
                // The JVM is ending, and all class loaders with it.
            }
        }
    }
}
