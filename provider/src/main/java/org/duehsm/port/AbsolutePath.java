package org.duehsm.port;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The one spelling of a path, from the root on. Symbolic links stay, and so does {@code ..}: what {@code x/..} is
 * depends on what x is.
 */
final class AbsolutePath {

    private AbsolutePath() {}

    /** The text itself if it is no path, which opening it tells, and on Windows. */
    static String of(String text) {
        if (File.separatorChar != '/') {
            return text;
        }
        try {
            return StreamSupport.stream(Path.of(text).toAbsolutePath().spliterator(), false)
                    .map(Path::toString)
                    .filter(part -> !part.equals("."))
                    .collect(Collectors.joining("/", "/", ""));
        } catch (InvalidPathException e) {
            return text;
        }
    }
}
