package org.duehsm.firmware;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The file behind the flash of a virtual Due, locked for that one until it is closed. It holds midstates,
 * which sign as well as keys do.
 */
final class FlashFile implements AutoCloseable {

    /** Bytes: the whole PSRAM of the machine that QEMU emulates, of which the flash is the beginning; sparse. */
    static final long SIZE = 16L << 20;

    /* A lock holds against other programs only; and to close a file a second time here would let go of it. */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private FlashFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Makes the file if it is missing, readable by its owner only, or goes on if making it was
     * interrupted and it is empty; refuses one of another size, and one that another virtual Due uses.
     */
    static FlashFile open(Path file) throws IOException {
        prepare(file);
        Path real = file.toRealPath();
        if (OURS.add(real)) {
            try {
                FileChannel channel = FileChannel.open(real, StandardOpenOption.READ, StandardOpenOption.WRITE);
                if (channel.tryLock() != null) {
                    return new FlashFile(real, channel);
                }
                channel.close();
            } catch (IOException e) {
                OURS.remove(real);
                throw e;
            }
            OURS.remove(real);
        }
        throw new IOException(file + ": another virtual Due uses this flash file; stop it, or name another file");
    }

    FileChannel channel() {
        return channel;
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
        try {
            channel.close();
        } catch (IOException e) {
            // The lock ends with this JVM.
        }
        OURS.remove(file);
    }
}
