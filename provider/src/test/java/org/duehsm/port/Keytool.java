package org.duehsm.port;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JDK's keytool, many commands in one Java: it takes longer to start than to work. */
final class Keytool {

    private static final String PACKAGE = "sun.security.tools.keytool";

    private Keytool() {}

    /** Each argument is the command line of one run. */
    public static void main(String[] lines) throws ReflectiveOperationException {
        Method keytool = Class.forName(PACKAGE + ".Main").getMethod("main", String[].class);
        for (String line : lines) {
            keytool.invoke(null, (Object) line.split(" "));
        }
    }

    /** Runs keytool with each of these command lines, none of which may fail. */
    static void run(List<String> lines) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--add-exports",
                "java.base/" + PACKAGE + "=ALL-UNNAMED",
                "-Dkeystore.pkcs12.keyPbeIterationCount=1000", // keys for nothing but tests need not be guarded well
                "-cp",
                Path.of("target", "test-classes").toString(),
                Keytool.class.getName()));
        arguments.addAll(lines);
        Process process = Program.start(arguments.toArray(String[]::new));
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(output);
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }
}
