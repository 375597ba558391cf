package org.duehsm.tests;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.duehsm.port.Ports;

/** A program that loads jSerialComm, by itself or through DueHSM, and prints what native library that ran. */
final class SerialLibraries {

    static final String BY_ITSELF = "by.itself";

    private SerialLibraries() {}

    /** Prints each library with the permissions of its directory. */
    public static void main(String[] arguments) throws Exception {
        if (Boolean.getBoolean(BY_ITSELF)) {
            SerialPort.getVersion();
        } else {
            Ports.list();
        }
        Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.endsWith("libjSerialComm.so"))
                .map(line -> Path.of(line.substring(line.indexOf('/'))))
                .distinct()
                .forEach(SerialLibraries::print);
    }

    private static void print(Path library) {
        try {
            Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
            Path top = temporary.resolve(temporary.relativize(library).getName(0));
            System.out.println(PosixFilePermissions.toString(Files.getPosixFilePermissions(top)) + " " + library);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
