package org.duehsm.firmware;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A private folder for one virtual Due: image, log, and flash unless that has a file of its own. */
final class WorkFolder {

    private final Path path = Files.createTempDirectory("virtual-due-"); // mode 0700

    WorkFolder() throws IOException {}

    Path path() {
        return path;
    }

    /** What the emulator has printed so far; nothing if it has not begun, or has ended. */
    String log() {
        try {
            return Files.readString(path.resolve("log"));
        } catch (IOException e) {
            return "";
        }
    }

    /** Removes the folder; the supervising shell may be doing the same. */
    void delete() {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // Gone already, or still in use by a process that the shell outlives and cleans up after.
        }
    }
}
