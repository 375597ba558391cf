package org.duehsm.firmware;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The file behind the flash of a virtual Due, locked for that one until it is closed. It holds midstates,
 * which sign as well as keys do.
 *
 * <p>It is no {@link java.nio.channels.FileChannel} that reads and writes: that is closed, and its lock gone,
 * when a thread is interrupted in it.
 */
final class FlashFile implements AutoCloseable {

    /** Bytes: the whole PSRAM of the machine that QEMU emulates, of which the flash is the beginning; sparse. */
    static final long SIZE = 16L << 20;

    /* A lock holds against other programs only; and to close a file a second time here would let go of it. */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final RandomAccessFile content;

    private FlashFile(Path file, RandomAccessFile content) {
        this.file = file;
        this.content = content;
    }

    /**
     * Makes the file if it is missing, readable by its owner only, or goes on if making it was
     * interrupted and it is empty; refuses one of another size, and one that another virtual Due uses.
     */
    static FlashFile open(Path file) throws IOException {
        try {
            prepare(file);
            FlashFile locked = lock(file.toRealPath());
            if (locked != null) {
                return locked;
            }
        } catch (FileSystemException e) {
            throw new IOException(file + " cannot be a flash file: " + reason(e) + "; name another file", e);
        }
        throw new IOException(file + ": another virtual Due uses this flash file; stop it, or name another file");
    }

    /** Returns null if another one has it. */
    private static FlashFile lock(Path real) throws IOException {
        if (!OURS.add(real)) {
            return null;
        }
        RandomAccessFile content = null;
        boolean locked = false;
        try {
            content = new RandomAccessFile(real.toFile(), "rw");
            locked = content.getChannel().tryLock() != null;
            return locked ? new FlashFile(real, content) : null;
        } catch (OverlappingFileLockException e) {
            return null; // these classes, from another class loader
        } finally {
            if (!locked) {
                close(content);
                OURS.remove(real);
            }
        }
    }

    /** These say no more than the path. */
    private static String reason(FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such folder";
        }
        return e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
    }

    /** Fills the array from the beginning of the file. */
    void read(byte[] bytes) throws IOException {
        content.seek(0);
        content.readFully(bytes);
    }

    void write(int offset, byte[] bytes, int length) throws IOException {
        try {
            content.seek(offset);
            content.write(bytes, 0, length);
        } catch (IOException e) {
            throw new IOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static void prepare(Path file) throws IOException {
        if (!Files.exists(file)) {
            boolean posix =
                    FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
            FileAttribute<?>[] ownerOnly = posix
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];
            Files.createFile(file, ownerOnly);
        }
        if (Files.size(file) == 0) {
            try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
                sparse.setLength(SIZE);
            }
        } else if (Files.size(file) != SIZE) {
            throw new IOException(file + " is no flash file of a virtual Due: it has " + Files.size(file)
                    + " bytes instead of " + SIZE + "; name another file, or one that does not exist");
        }
    }

    @Override
    public void close() {
        close(content);
        OURS.remove(file);
    }

    private static void close(RandomAccessFile content) {
        try {
            if (content != null) {
                content.close();
            }
        } catch (IOException e) {
            // The lock ends with this JVM.
        }
    }
}
