package org.duehsm.client;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;

/**
 * The file of a {@link LoginSecret}: of mode 0600, and for people under a passphrase (PBKDF2 with HMAC-SHA256, AES-GCM).
 * Where the system has no such modes, who can read the file is up to its directory.
 */
public final class SecretFile {

    /** Iterations of PBKDF2 that are written, and the fewest that are taken. */
    static final int ITERATIONS = 600_000;

    private static final SecretText TEXT = new SecretText(ITERATIONS);
    private static final int MAX_BYTES = 4096;
    private static final int OTHERS_READ_OR_WRITE = 0006; // as in inode(7)
    private static final String MODE = "unix:mode";
    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private SecretFile() {}

    /**
     * Writes a new file, and has it on the disk before it returns. Nobody but this user can read it at any time, nor
     * does anything take part of it for the whole: a file that a crash cuts off is refused when it is read.
     *
     * @param passphrase encrypts it, 1 character or more; null: it is not encrypted
     * @throws IllegalArgumentException if the passphrase is empty
     * @throws IllegalStateException if the login's secret has been destroyed
     * @throws FileAlreadyExistsException if something of this name is there; that stays as it is
     * @throws IOException if it cannot be written, or could be read by others because the file system keeps no modes;
     *     then there is no file
     */
    public static void write(Path file, LoginSecret login, char[] passphrase) throws IOException {
        Objects.requireNonNull(login, "login");
        if (passphrase != null && passphrase.length == 0) {
            throw new IllegalArgumentException("the passphrase is empty");
        }
        byte[] text = TEXT.encode(login, passphrase);
        try (FileChannel channel = create(file)) {
            fill(file, channel, text);
        } catch (FileAlreadyExistsException e) {
            throw new FileAlreadyExistsException(
                    file.toString(), null, "is there already, and the secret of a login never replaces a file");
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(file.toString(), null, "there is no such directory");
        } finally {
            Arrays.fill(text, (byte) 0);
        }
        syncDirectory(file);
    }

    private static FileChannel create(Path file) throws IOException {
        FileAttribute<?> mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        return hasModes(file) ? FileChannel.open(file, NEW, mode) : FileChannel.open(file, NEW);
    }

    private static void fill(Path file, FileChannel channel, byte[] text) throws IOException {
        boolean whole = false;
        try {
            if (isOpenToOthers(file)) {
                throw new IOException(file + ": others could read this file, because its file system does not keep"
                        + " modes; take another directory");
            }
            for (ByteBuffer rest = ByteBuffer.wrap(text); rest.hasRemaining(); ) {
                channel.write(rest);
            }
            channel.force(true);
            whole = true;
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** The file's name is on the disk then, too; where a directory cannot be opened, as on Windows, that is so anyway. */
    private static void syncDirectory(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // The file itself has been written.
        }
    }

    /**
     * Reads it; the caller destroys what is returned.
     *
     * @param passphrase null: there is none; not looked at if the file is not encrypted
     * @throws IOException that names the file and says what is wrong: it is not there, others can read or write it, it
     *     is not of this form, is encrypted and there is no passphrase; or, with an
     *     {@link java.security.UnrecoverableKeyException} as its cause, the passphrase is wrong, or the file altered
     */
    public static LoginSecret read(Path file, char[] passphrase) throws IOException {
        byte[] text = text(file);
        try {
            return TEXT.decode(text, passphrase);
        } catch (IOException e) {
            throw named(file, e);
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    /**
     * Whether a passphrase is needed to read it.
     *
     * @throws IOException as {@link #read} does
     */
    public static boolean isEncrypted(Path file) throws IOException {
        byte[] text = text(file);
        try {
            return SecretText.isEncrypted(text);
        } catch (IOException e) {
            throw named(file, e);
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    /** By a stream: an interrupt would close a channel. */
    private static byte[] text(Path file) throws IOException {
        byte[] bytes = new byte[MAX_BYTES];
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            if (isOpenToOthers(file)) {
                throw new IOException(
                        file + ": others on this machine can read or write this secret; if it may be known"
                                + " to them, make another login, and otherwise: chmod 600 " + file);
            }
            int size = in.readNBytes(bytes, 0, MAX_BYTES);
            if (size == MAX_BYTES) {
                throw new IOException(file + ": it is too long for the secret of a login");
            }
            return Arrays.copyOf(bytes, size);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static IOException named(Path file, IOException e) {
        return new IOException(file + ": " + e.getMessage(), e.getCause());
    }

    private static boolean hasModes(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    /** The group's rights are not looked at: where root gives a file to one account only, they may be that account's. */
    private static boolean isOpenToOthers(Path file) throws IOException {
        return hasModes(file) && ((int) Files.getAttribute(file, MODE) & OTHERS_READ_OR_WRITE) != 0;
    }
}
