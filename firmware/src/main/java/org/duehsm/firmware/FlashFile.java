package org.duehsm.firmware;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The file behind the flash of a virtual Due, locked for that one until it is closed. It holds midstates,
 * which sign as well as keys do.
 */
final class FlashFile implements AutoCloseable {

    private final FileChannel channel;

    private FlashFile(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Makes the file if it is missing, readable by its owner only, or goes on if making it was
     * interrupted and it is empty; refuses one of another size, and one that another virtual Due uses.
     */
    static FlashFile open(Path file, long size) throws IOException {
        prepare(file, size);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FlashFile flash = new FlashFile(channel);
        try {
            if (channel.tryLock() != null) {
                return flash;
            }
        } catch (OverlappingFileLockException lockedByThisProgram) {
            // The same to the user.
        } catch (IOException e) {
            flash.close();
            throw e;
        }
        flash.close();
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
    }
}
