package org.duehsm.port;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What it takes to run programs in a Java of their own. */
public final class Program {

    private Program() {}

    /** The provider, jSerialComm and the tests; the class path of the tests lacks what is on their module path. */
    public static String classPath() throws Exception {
        return place(Ports.class)
                + File.pathSeparator
                + place(Class.forName("com.fazecast.jSerialComm.SerialPortEvent"))
                + File.pathSeparator
                + Path.of("target", "test-classes").toAbsolutePath();
    }

    /** The folder or jar that a class comes from. */
    static Path place(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** Starts the Java that runs the tests. */
    public static Process start(String... arguments) throws IOException {
        return start(List.of(), arguments);
    }

    /** Starts it by another program. */
    static Process start(List<String> by, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(by);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
