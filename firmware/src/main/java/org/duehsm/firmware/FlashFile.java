package org.duehsm.firmware;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The file behind the flash of a virtual Due. It holds midstates, which sign as well as keys do. */
final class FlashFile {

    private FlashFile() {}

    /**
     * Makes the file if it is missing, readable by its owner only, or goes on if making it was
     * interrupted and it is empty; refuses one of another size.
     */
    static void prepare(Path file, long size) throws IOException {
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
}
