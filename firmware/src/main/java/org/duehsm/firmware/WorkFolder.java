package org.duehsm.firmware;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A private folder for one virtual Due: image, log, and flash unless that has a file of its own. */
final class WorkFolder {

    static final String LOG = "log";

    private final Path path = Files.createTempDirectory("virtual-due-"); // mode 0700

    WorkFolder() throws IOException {}

    Path path() {
        return path;
    }

    /** What the emulator has printed so far, for an error message. */
    String log() {
        try {
            String text = Files.readString(path.resolve(LOG)).strip();
            return text.isEmpty() ? "it printed nothing" : text;
        } catch (IOException e) {
            return "its log is gone";
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
