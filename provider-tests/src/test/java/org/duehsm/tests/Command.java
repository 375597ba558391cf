package org.duehsm.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.duehsm.cli.Main;

/** A run of a program: its exit code, and what it printed. */
record Command(int exitCode, String out, String err) {

    /** {@code due-hsm}, in a folder where {@code ./due-hsm} is it. */
    static Command dueHsm(Path folder, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = install(folder).toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return run(folder, environment, command);
    }

    /** Any program, with an empty standard input. */
    static Command run(Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder = new ProcessBuilder(List.of(command))
                .directory(folder.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        int exitCode = builder.start().waitFor();
        return new Command(exitCode, Files.readString(out), Files.readString(err));
    }

    /** Puts {@code due-hsm} into a folder. */
    static Path install(Path folder) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return install(
                folder,
                "due-hsm",
                "exec '" + java + "' -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp '"
                        + System.getProperty("java.class.path") + "' " + Main.class.getName() + " \"$@\"");
    }

    /** Puts a program into a folder: lines for the shell. */
    static Path install(Path folder, String name, String lines) throws IOException {
        Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + lines + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }
}
