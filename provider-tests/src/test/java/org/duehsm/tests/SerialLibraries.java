package org.duehsm.tests;

import com.fazecast.jSerialComm.SerialPort;
import java.nio.file.Files;
import java.nio.file.Path;
import org.duehsm.port.Ports;

/** A program that loads jSerialComm, by itself or through DueHSM, and prints what native library that ran. */
final class SerialLibraries {

    static final String BY_ITSELF = "by.itself";
    static final String FILE = "libjSerialComm.so";
    static final String LOADED = "loaded ";

    private SerialLibraries() {}

    public static void main(String[] arguments) throws Exception {
        if (Boolean.getBoolean(BY_ITSELF)) {
            SerialPort.getVersion();
        } else {
            Ports.list();
        }
        Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.contains(FILE))
                .map(line -> line.substring(line.indexOf('/')))
                .distinct()
                .forEach(line -> System.out.println(LOADED + line));
    }
}
