package org.duehsm.port;

import com.fazecast.jSerialComm.SerialPortThreadFactory;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleReader;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The file of jSerialComm's native library that this machine needs. */
final class SerialLibraryFile {

    private static final String PREFIX = "due-hsm-serial-";
    private static final Duration LEFT_OVER = Duration.ofDays(1);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final String SYSTEM = system(property("os.name").toLowerCase(Locale.ROOT));
    private static final String FILE = file(SYSTEM);

    private SerialLibraryFile() {}

    /** The library in a directory that is laid out as jSerialComm's jar, or holds just the library. */
    static Path in(Path directory) throws IOException {
        for (String architecture : architectures()) {
            Path file = directory.resolve(SYSTEM).resolve(architecture).resolve(FILE);
            if (Files.exists(file)) {
                return file.toRealPath();
            }
        }
        Path file = directory.resolve(FILE);
        if (Files.exists(file)) {
            return file.toRealPath();
        }
        throw new IOException("there is no " + FILE + " for " + machine() + " in " + directory
                + ", which jSerialComm.library.path names");
    }

    /** Unpacks the library into a new directory that only this user can enter. */
    static Copy unpack(Path temporary) throws IOException {
        Copy copy;
        try {
            copy = new Copy(Files.createTempDirectory(temporary, PREFIX).toRealPath());
        } catch (IOException e) {
            throw new IOException("no directory for jSerialComm's native library can be made in " + temporary, e);
        }
        try {
            requirePrivate(copy.directory());
            copyTo(copy.file());
        } catch (IOException e) {
            copy.close();
            throw e;
        }
        deleteLeftOvers(copy.directory());
        return copy;
    }

    /**
     * A copy that is deleted as soon as it is loaded, so that a JVM that is killed leaves nothing.
     * Windows does not delete what is loaded: there it is left to a later JVM.
     */
    record Copy(Path directory) implements AutoCloseable {

        Path file() {
            return directory.resolve(FILE);
        }

        @Override
        public void close() {
            try {
                Files.deleteIfExists(file());
                Files.deleteIfExists(directory);
            } catch (IOException e) {
                // A later JVM tries again.
            }
        }
    }

    /** Some file systems know no permissions, or add their own. */
    private static void requirePrivate(Path directory) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(directory, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view != null && !view.readAttributes().permissions().equals(OWNER_ONLY)) {
            throw new IOException("others may write to " + directory
                    + ", so jSerialComm's native library is not safe there; set -Djava.io.tmpdir to another directory");
        }
    }

    private static void copyTo(Path file) throws IOException {
        try (Resources resources = Resources.of(SerialPortThreadFactory.class)) {
            for (String architecture : architectures()) {
                try (InputStream in = resources.open(SYSTEM + "/" + architecture + "/" + FILE)) {
                    if (in != null) {
                        Files.copy(in, file);
                        return;
                    }
                }
            }
        }
        throw new IOException("jSerialComm has no native library for " + machine());
    }

    /** Deletes what JVMs could not delete. One that still runs has loaded its copy long ago, or keeps it from us. */
    private static void deleteLeftOvers(Path own) {
        Instant old = Instant.now().minus(LEFT_OVER);
        try (DirectoryStream<Path> all = Files.newDirectoryStream(own.getParent(), PREFIX + "*")) {
            for (Path each : all) {
                // Not another user's, who could put anything in its place under our hands.
                if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)
                        && Files.getOwner(each, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own))
                        && Files.getLastModifiedTime(each, LinkOption.NOFOLLOW_LINKS)
                                .toInstant()
                                .isBefore(old)) {
                    new Copy(each).close();
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Tidying up is nothing to fail for.
        }
    }

    /** jSerialComm's names for the machine of this JVM, the one to be tried first in front. */
    private static List<String> architectures() {
        String full = property("os.arch_full");
        if (!full.isEmpty()) {
            return List.of(full);
        }
        return switch (property("os.arch")) {
            case "amd64", "x86_64" -> List.of("x86_64", "amd64");
            case "x86", "i386", "i486", "i586", "i686" -> List.of("x86");
            case "aarch64", "arm64" -> List.of("armv8_64", "aarch64", "arm64");
            case "arm" -> property("sun.arch.abi").equals("gnueabi") ? List.of("armv5") : List.of("armv6hf", "armv7");
            case "sparcv9" -> List.of("sparcv9_64");
            default -> List.of(property("os.arch"));
        };
    }

    private static String machine() {
        return property("os.name") + " on " + property("os.arch");
    }

    private static String system(String name) {
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

    private static String file(String system) {
        return switch (system) {
            case "Windows" -> "jSerialComm.dll";
            case "OSX" -> "libjSerialComm.jnilib";
            default -> "libjSerialComm.so";
        };
    }

    private static String property(String name) {
        return System.getProperty(name, "");
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
