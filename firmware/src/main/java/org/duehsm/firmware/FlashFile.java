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
    static FlashFile open(Path file, long size) throws IOException {
        prepare(file, size);
        Path real = file.toRealPath();
        if (OURS.add(real)) {
            try {
                FileChannel channel = FileChannel.open(real, StandardOpenOption.WRITE);
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

    private static void prepare(Path file, long size) throws IOException {
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
                sparse.setLength(size);
            }
        } else if (Files.size(file) != size) {
            throw new IOException(file + " is no flash file of a virtual Due: it has " + Files.size(file)
                    + " bytes instead of " + size + "; name another file, or one that does not exist");
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing was written through it, and the lock ends with this JVM.
        }
        OURS.remove(file);
    }
}
