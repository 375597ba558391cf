package org.duehsm.port;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Loads jSerialComm's native library, once, when the first serial port is needed.
 *
 * <p>Left alone, jSerialComm runs whatever lies at a well-known place in the world-writable
 * temporary directory. So its library is unpacked into a new directory that only this user can
 * enter, and jSerialComm is pointed there before its class is initialised. Loading also makes the
 * process ignore several signals, which is why nothing may touch the class earlier.
 */
final class SerialLibrary {

    private static final String PATH_PROPERTY = "jSerialComm.library.path";
    private static final String APPLICATION_PROPERTY = "fazecast.jSerialComm.appid";
    private static final List<String> ARCHITECTURES = List.of(
            "x86_64",
            "x86",
            "amd64",
            "aarch64",
            "arm64",
            "armv8_64",
            "armv8_32",
            "armv7hf",
            "armv7",
            "armv6hf",
            "armv5",
            "ppc64le",
            "sparcv9_64",
            "sparcv8plus_32");

    private SerialLibrary() {}

    /** Makes sure that it is loaded. */
    static void load() throws IOException {
        try {
            Loaded.touch();
        } catch (ExceptionInInitializerError | NoClassDefFoundError | UnsatisfiedLinkError e) {
            if (NativeAccess.isDenied(e)) {
                throw new IOException("serial ports cannot be used: " + NativeAccess.DENIED, e);
            }
            throw new IOException(
                    "serial ports cannot be used: the native library of jSerialComm could not be loaded from the"
                            + " temporary directory; if that is mounted noexec, set -Djava.io.tmpdir to another one",
                    e);
        }
    }

    /** Class initialisation is the lock, and the memory of a failure. */
    private static final class Loaded {
        static {
            prepare();
            SerialPort.getVersion();
        }

        private Loaded() {}

        static void touch() {}
    }

    private static void prepare() {
        if (System.getProperty(PATH_PROPERTY) != null) {
            return; // the user has chosen a library
        }
        try {
            Path directory = Files.createTempDirectory("due-hsm-serial-").toRealPath();
            directory.toFile().deleteOnExit();
            unpack(directory);
            System.setProperty(PATH_PROPERTY, directory.toString());
            // Should that library not load, jSerialComm's next choice is not to be foreseen either.
            System.setProperty(APPLICATION_PROPERTY, directory.getFileName().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unpack(Path directory) throws IOException {
        String system = system();
        String file = library(system);
        try (Resources resources = Resources.of(SerialPort.class)) {
            for (String architecture : ARCHITECTURES) {
                try (InputStream in = resources.open(system + "/" + architecture + "/" + file)) {
                    if (in != null) {
                        Path target =
                                directory.resolve(system).resolve(architecture).resolve(file);
                        Files.createDirectories(target.getParent());
                        Files.copy(in, target);
                        deleteOnExit(directory, target);
                    }
                }
            }
        }
    }

    /** Registered from the outside in, because they are deleted in the opposite order. */
    private static void deleteOnExit(Path top, Path file) {
        Path at = top;
        for (Path name : top.relativize(file)) {
            at = at.resolve(name);
            at.toFile().deleteOnExit();
        }
    }

    private static String system() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (name.contains("win")) {
            return "Windows";
        }
        if (name.contains("mac")) {
            return "OSX";
        }
        if (name.contains("freebsd")) {
            return "FreeBSD";
        }
        if (name.contains("openbsd")) {
            return "OpenBSD";
        }
        return name.contains("sunos") || name.contains("solaris") ? "Solaris" : "Linux";
    }

    private static String library(String system) {
        return switch (system) {
            case "Windows" -> "jSerialComm.dll";
            case "OSX" -> "libjSerialComm.jnilib";
            default -> "libjSerialComm.so";
        };
    }

    /** The files beside a class, also where its module does not open their packages. */
    private interface Resources extends AutoCloseable {
        InputStream open(String name) throws IOException;

        @Override
        default void close() throws IOException {}

        static Resources of(Class<?> type) throws IOException {
            Module module = type.getModule();
            if (!module.isNamed()) {
                return name -> type.getClassLoader().getResourceAsStream(name);
            }
            ModuleReader reader = module.getLayer()
                    .configuration()
                    .findModule(module.getName())
                    .orElseThrow()
                    .reference()
                    .open();
            return new Resources() {
                @Override
                public InputStream open(String name) throws IOException {
                    return reader.open(name).orElse(null);
                }

                @Override
                public void close() throws IOException {
                    reader.close();
                }
            };
        }
    }
}
