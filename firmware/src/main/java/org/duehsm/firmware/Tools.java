package org.duehsm.firmware;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Programs that the virtual Due needs from the system. */
final class Tools {

    private Tools() {}

    /** The program's file, looked for along {@code PATH}. */
    static Optional<Path> find(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** As {@link #find}, or an error that says how to install it. */
    static Path require(String program, String debianPackage, String homebrewPackage) throws IOException {
        return find(program)
                .orElseThrow(() -> new IOException(program + " was not found on PATH. Install it: sudo apt-get install "
                        + debianPackage + " (Debian, Ubuntu), brew install " + homebrewPackage + " (macOS)"));
    }
}
