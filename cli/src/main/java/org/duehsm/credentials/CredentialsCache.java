package org.duehsm.credentials;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.duehsm.aws.TemporaryCredentials;
import org.duehsm.rules.TrustedFile;

/**
 * Keeps temporary credentials in files of mode 0600, in a folder of mode 0700 that is the user's own, for the next
 * process that wants the same. Processes that want them at once ask for new ones once. A cache that cannot be trusted or
 * used is a warning and no error: then there is none.
 */
public final class CredentialsCache {

    /** What is as good as run out: a request that is signed with less than that left may come too late. */
    static final Duration LAST_RESORT = Duration.ofMinutes(1);

    private static final int MAX_FILE = 64 << 10;
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private final Path folder;
    private final Clock clock;
    private final Consumer<String> warnings;

    /**
     * One in this folder, which is made when there is something to keep.
     *
     * @param warnings takes a line, without secrets, on each thing that keeps the cache from being one
     */
    public CredentialsCache(Path folder, Clock clock, Consumer<String> warnings) {
        this.folder = folder.toAbsolutePath();
        this.clock = clock;
        this.warnings = warnings;
    }

    /**
     * The user's: {@code due-hsm} in {@code $XDG_CACHE_HOME}, or in {@code ~/.cache} (XDG Base Directory Specification,
     * by which a relative name does not count).
     *
     * @param environment the value of a variable, or null
     */
    public static Path userFolder(Function<String, String> environment) {
        String cache = environment.apply("XDG_CACHE_HOME");
        if (cache != null && Path.of(cache).isAbsolute()) {
            return Path.of(cache, "due-hsm");
        }
        String home = environment.apply("HOME");
        return Path.of(home == null || home.isEmpty() ? System.getProperty("user.home") : home, ".cache", "due-hsm");
    }

    /**
     * What is kept, if it is good for a while, or else new ones, which are kept then. Where no new ones are to be had,
     * what is kept is given as long as it is good at all.
     *
     * @param wanted all that the credentials depend on, in one order; no part has a NUL in it
     * @param margin how long they are to be good for at least
     */
    public TemporaryCredentials get(List<String> wanted, Duration margin, CredentialsSource source)
            throws IOException, GeneralSecurityException {
        if (!isUsable()) {
            return source.get();
        }
        String name = name(wanted);
        Path file = folder.resolve(name + ".credentials");
        Optional<TemporaryCredentials> kept = read(file, margin);
        if (kept.isPresent()) {
            return kept.get();
        }
        CacheLock lock = CacheLock.take(folder.resolve(name + ".lock"), warnings);
        try {
            kept = read(file, margin); // by who had the lock
            return kept.isPresent() ? kept.get() : make(file, source);
        } finally {
            lock.release();
        }
    }

    private TemporaryCredentials make(Path file, CredentialsSource source)
            throws IOException, GeneralSecurityException {
        try {
            TemporaryCredentials made = source.get();
            write(file, made);
            return made;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            TemporaryCredentials old = read(file, LAST_RESORT).orElse(null);
            if (old == null) {
                throw e;
            }
            warnings.accept("no new credentials, and so the last, which are good until " + old.expiration() + ": "
                    + e.getMessage());
            return old;
        }
    }

    private boolean isUsable() {
        try {
            if (!folder.getFileSystem().supportedFileAttributeViews().contains("unix")) {
                throw new IOException("this system does not tell whose a file is");
            }
            makeFolder();
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(folder + " is a link, or no directory; remove it");
            }
            if (!FOLDER.containsAll(Files.getPosixFilePermissions(folder))) {
                throw new IOException(folder + " is open to others; chmod 700 " + folder);
            }
            TrustedFile.require(folder.toRealPath());
            return true;
        } catch (IOException | IllegalArgumentException e) {
            warn(e);
            return false;
        }
    }

    private void makeFolder() throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.createDirectories(folder.getParent(), PosixFilePermissions.asFileAttribute(FOLDER));
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(FOLDER));
        } catch (FileAlreadyExistsException e) {
            // by another process, just now
        }
    }

    /* What is no file of this class' making counts as nothing, and gets replaced. */
    private Optional<TemporaryCredentials> read(Path file, Duration margin) {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    || !FILE.containsAll(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS))
                    || !Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(folder))) {
                return Optional.empty();
            }
            byte[] text;
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                text = in.readNBytes(MAX_FILE);
            }
            Optional<TemporaryCredentials> kept = CredentialsJson.parse(new String(text, StandardCharsets.US_ASCII));
            Arrays.fill(text, (byte) 0);
            return kept.filter(each -> each.expiration().isAfter(clock.instant().plus(margin)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void write(Path file, TemporaryCredentials credentials) {
        byte[] text = CredentialsJson.ofProcess(credentials).getBytes(StandardCharsets.US_ASCII);
        Path written = null;
        try {
            written = Files.createTempFile(folder, ".new", "", PosixFilePermissions.asFileAttribute(FILE));
            Files.write(written, text);
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            warn(e);
            discard(written);
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    private void discard(Path written) {
        try {
            if (written != null) {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            warn(e);
        }
    }

    private void warn(Exception e) {
        boolean isOnlyAPath = e instanceof FileSystemException file && file.getReason() == null;
        warnings.accept("credentials are not cached: " + (isOnlyAPath ? e : e.getMessage()));
    }

    private static String name(List<String> wanted) {
        try {
            byte[] text = String.join("\0", wanted).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
