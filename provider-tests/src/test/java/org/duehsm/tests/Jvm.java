package org.duehsm.tests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import org.duehsm.firmware.JvmDue;
import org.duehsm.provider.DueHsmProvider;

/** Another JVM, as the one that runs the tests, and its output. It ends with {@link #close()}. */
final class Jvm implements AutoCloseable {

    private static final Path DISTRIBUTED = Path.of("..", "cli", "target", "due-hsm.jar");

    private final Process process;
    private final BufferedReader output;

    private Jvm(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** All of the tests' class path on its class path. */
    static Builder classPath() {
        return new Builder(List.of("-cp", System.getProperty("java.class.path")));
    }

    /** The tests alone on its class path, and in a property all that they need, for a class loader of their own. */
    static Builder withoutTheProvider() throws Exception {
        return new Builder(List.of("-cp", place(Jvm.class).toString()))
                .property("program", System.getProperty("java.class.path"));
    }

    /** The provider and what it needs on the module path, the tests on the class path. */
    static Builder modulePath() throws Exception {
        return modulePath("org.duehsm.provider");
    }

    private static Builder modulePath(String roots, Path... more) throws Exception {
        StringBuilder modules = new StringBuilder();
        modules.append(place(DueHsmProvider.class))
                .append(File.pathSeparator)
                .append(place("com.fazecast.jSerialComm.SerialPort"));
        for (Path module : more) {
            modules.append(File.pathSeparator).append(module);
        }
        return new Builder(List.of(
                "-p",
                modules.toString(),
                "--add-modules",
                roots,
                "-cp",
                place(Jvm.class).toString()));
    }

    /** As {@link #modulePath()}, and the firmware with what it needs as automatic modules; a jar of it goes to the folder. */
    static Builder modulePathWithFirmware(Path folder) throws Exception {
        return modulePathWithFirmware(folder, "");
    }

    /** The same, and more modules, by their names, a comma before each, and a class of each. */
    static Builder modulePathWithFirmware(Path folder, String modules, String... classes) throws Exception {
        Path firmware = place(JvmDue.class);
        if (Files.isDirectory(firmware)) {
            Path jar = folder.resolve("due-hsm-firmware.jar");
            if (!Files.exists(jar)) {
                ToolProvider.findFirst("jar")
                        .orElseThrow()
                        .run(System.out, System.err, "-cf", jar.toString(), "-C", firmware.toString(), ".");
            }
            firmware = jar;
        }
        List<Path> more = new ArrayList<>(
                List.of(firmware, place("run.endive.runtime.Instance"), place("run.endive.wasm.WasmModule")));
        for (String type : classes) {
            more.add(place(type));
        }
        return modulePath("org.duehsm.provider,run.endive.runtime" + modules, more.toArray(Path[]::new));
    }

    /** The distributed jar and the tests on its class path, and no program on its path. */
    static Builder distributed() throws Exception {
        assumeTrue(Files.exists(DISTRIBUTED), "the build has not come to make " + DISTRIBUTED);
        return new Builder(List.of("-cp", DISTRIBUTED + File.pathSeparator + place(Jvm.class))).environment("PATH", "");
    }

    /** With these options and no others. */
    static Builder with(String... options) {
        return new Builder(List.of(options));
    }

    static Path place(String type) throws Exception {
        return place(Class.forName(type, false, Jvm.class.getClassLoader()));
    }

    /** Where the class comes from: a jar, or a folder of classes. */
    static Path place(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    long pid() {
        return process.pid();
    }

    /** Waits for a line of its output; whether it came before the end. */
    boolean prints(String awaited) throws IOException {
        String line;
        do {
            line = output.readLine();
        } while (line != null && !line.equals(awaited));
        return line != null;
    }

    /** Its next line of output, null at the end. */
    String readLine() throws IOException {
        return output.readLine();
    }

    /** All of its input. */
    void write(String input) throws IOException {
        try (OutputStream all = process.getOutputStream()) {
            all.write(input.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Ends its input and waits until it has ended. */
    void end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.waitFor();
    }

    /** Waits until it has ended by itself. */
    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    /** All that is left to read. */
    List<String> readAll() {
        return output.lines().toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    static final class Builder {

        private final List<String> command = new ArrayList<>();
        private final Map<String, String> environment = new HashMap<>();

        private Builder(List<String> paths) {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(paths);
            command.add("-XX:TieredStopAtLevel=1");
        }

        Builder property(String name, Object value) {
            command.add("-D" + name + "=" + value);
            return this;
        }

        Builder environment(String name, Object value) {
            environment.put(name, value.toString());
            return this;
        }

        /** Another Java than that of the tests. */
        Builder java(Path home) {
            command.set(0, home.resolve("bin").resolve("java").toString());
            return this;
        }

        Jvm start(Class<?> main, String... arguments) throws IOException {
            List<String> program = new ArrayList<>(List.of(main.getName()));
            program.addAll(List.of(arguments));
            return start(program.toArray(String[]::new));
        }

        /** Starts what is written behind the options. */
        Jvm start(String... program) throws IOException {
            List<String> line = new ArrayList<>(command);
            line.addAll(List.of(program));
            ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
            builder.environment().putAll(environment);
            return new Jvm(builder.start());
        }
    }
}
