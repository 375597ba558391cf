package org.duehsm.tests;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duehsm.provider.DueHsmProvider;

/** Another JVM, as the one that runs the tests, and its output. It ends with {@link #close()}. */
final class Jvm implements AutoCloseable {

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

    /** The provider and what it needs on the module path, the tests on the class path. */
    static Builder modulePath() throws Exception {
        String modules =
                place(DueHsmProvider.class) + File.pathSeparator + place("com.fazecast.jSerialComm.SerialPort");
        return new Builder(List.of(
                "-p",
                modules,
                "--add-modules",
                "org.duehsm.provider",
                "-cp",
                place(Jvm.class).toString()));
    }

    private static Path place(String type) throws Exception {
        return place(Class.forName(type, false, Jvm.class.getClassLoader()));
    }

    private static Path place(Class<?> type) throws Exception {
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

    /** Ends its input and waits until it has ended. */
    void end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.waitFor();
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

        Jvm start(Class<?> main) throws IOException {
            List<String> line = new ArrayList<>(command);
            line.add(main.getName());
            ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
            builder.environment().putAll(environment);
            return new Jvm(builder.start());
        }
    }
}
