package org.duehsm.socket;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A path by which Java can bind or reach a Unix-domain socket: its channels take 106 bytes, one less
 * than Linux does. A longer one is gone by a symbolic link, in a temporary folder of our own.
 */
public record ShortPath(Path path, boolean isLink) implements AutoCloseable {

    private static final int JAVA_LIMIT = 106;
    private static final int ROOM = 2; // for a file in it

    /** To {@code target}, with room for {@code /s} behind it. */
    public static ShortPath to(Path target) throws IOException {
        if (length(target) + ROOM <= JAVA_LIMIT) {
            return new ShortPath(target, false);
        }
        Path link = Files.createTempDirectory("due-hsm").resolve("s");
        return new ShortPath(Files.createSymbolicLink(link, target.toAbsolutePath()), true);
    }

    /** Bytes of a path as the system counts them. */
    public static int length(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    /** Removes the link; what it led to stays. */
    @Override
    public void close() throws IOException {
        if (isLink) {
            Files.deleteIfExists(path);
            Files.deleteIfExists(path.getParent());
        }
    }
}
