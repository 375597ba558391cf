package org.duehsm.cli.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates made by the commands of FLEET.md, as they stand there, but for the name. */
final class Certificates {

    private static final Path PAGE = Path.of("FLEET.md");
    private static final Pattern COMMANDS = Pattern.compile("```sh\n((?:(?!```).)*openssl.*?)```", Pattern.DOTALL);
    private static final String NAME = "boards.example";

    private final Path folder;

    private Certificates(Path folder) {
        this.folder = folder;
    }

    /** Makes them in this new folder, for localhost; where there is no openssl, the test is skipped. */
    static Certificates make(Path folder) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of(TlsEnd.program("openssl"))), "openssl is not installed");
        Matcher commands = COMMANDS.matcher(Files.readString(PAGE));
        assertThat(commands.find()).isTrue();
        assertThat(commands.group(1)).contains(NAME);
        Process shell = new ProcessBuilder("sh", "-eu")
                .directory(Files.createDirectories(folder).toFile())
                .redirectErrorStream(true)
                .start();
        try (var commandLines = shell.outputWriter()) {
            commandLines.write(commands.group(1).replace(NAME, "localhost"));
        }
        String said = new String(shell.getInputStream().readAllBytes(), UTF_8);
        assertThat(shell.waitFor()).as(said).isZero();
        return new Certificates(folder.resolve("certificates"));
    }

    Path folder() {
        return folder;
    }

    Path file(String name) {
        assertThat(folder.resolve(name)).exists();
        return folder.resolve(name);
    }

    /** Lines of a configuration for a program that is let in. */
    String settings() {
        return settings(file("ca.pem")) + "tls-key-store = " + file("program.p12") + "\ntls-password-file = "
                + file("program.password") + "\n";
    }

    /** Lines for one that has no certificate, and trusts whom this one vouches for. */
    static String settings(Path authority) {
        return "tls-trust-store = " + authority + "\n";
    }
}
