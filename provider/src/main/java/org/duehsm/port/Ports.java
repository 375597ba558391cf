package org.duehsm.port;

import java.io.IOException;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Opens ports by the names that the configuration knows. */
public final class Ports {

    /** The name that means: the Arduino Due of this computer, found by its USB ids. */
    public static final String AUTO = "auto";

    /** What the names of devices inside this JVM begin with. */
    static final String JVM = "jvm:";

    static final int READ_TIMEOUT_MILLIS = 100;

    private Ports() {}

    /**
     * Opens a port.
     *
     * @param name {@code auto}, a serial device such as {@code /dev/ttyACM0} or {@code COM5},
     *     {@code tcp://host:port}, or {@code jvm:} or {@code jvm:FILE} for a device inside this JVM
     * @param baud bits per second of a serial device; 1200 is refused because it makes a Due erase
     *     its flash
     * @param timeoutMillis how long connecting may take, at least 1
     * @throws IOException whose message names the port, what is wrong with it, and what to do
     */
    public static Port open(String name, int baud, int timeoutMillis) throws IOException {
        String port = canonical(name);
        if (TcpPort.isTcp(port)) {
            return TcpPort.open(port, timeoutMillis);
        }
        if (port.startsWith(JVM)) {
            return openInJvm(port);
        }
        return openSerial(port.equals(AUTO) ? find(list()).name() : port, baud);
    }

    private static Port openInJvm(String port) throws IOException {
        try {
            for (PortFactory factory : ServiceLoader.load(PortFactory.class, Ports.class.getClassLoader())) {
                if (port.startsWith(factory.scheme())) {
                    return factory.open(port);
                }
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new IOException(
                    port + ": org.duehsm:due-hsm-firmware cannot be loaded (" + e.getMessage() + "); put it beside the"
                            + " provider, in the same version, with all that it depends on",
                    e);
        }
        throw new IOException(port + ": a device inside the JVM is in org.duehsm:due-hsm-firmware, which is not on the"
                + " class path; add it there");
    }

    /**
     * The one spelling of a port's name, without I/O: names that cannot but mean the same port give equal
     * strings, such as {@code com5} and {@code COM5}, or {@code ttyACM0} and {@code /dev/ttyACM0}. Symbolic
     * links, host names and {@code auto} are not resolved: what they mean may change.
     */
    public static String canonical(String name) {
        return PortName.of(name);
    }

    /**
     * The serial ports of this computer; pseudo terminals are not among them.
     *
     * @throws IOException if the serial port library cannot be loaded
     */
    public static List<PortInfo> list() throws IOException {
        try {
            return SerialPortAdapter.list();
        } catch (NoClassDefFoundError e) {
            throw noLibrary(AUTO, e);
        }
    }

    private static Port openSerial(String name, int baud) throws IOException {
        try {
            return SerialPortAdapter.open(name, baud);
        } catch (NoClassDefFoundError e) {
            throw noLibrary(name, e);
        }
    }

    private static IOException noLibrary(String name, NoClassDefFoundError e) {
        return new IOException(
                name + ": serial ports need jSerialComm (com.fazecast:jSerialComm) on the class path, where it is not;"
                        + " tcp://host:port does without",
                e);
    }

    static PortInfo find(List<PortInfo> ports) throws IOException {
        List<PortInfo> found = ports.stream().filter(PortInfo::isDueNative).toList();
        if (found.isEmpty()) {
            found = ports.stream().filter(PortInfo::isDueProgramming).toList();
        }
        if (found.isEmpty()) {
            throw new IOException("no Arduino Due found (USB 2341:003d, 2341:003e or 2a03); connect one, or set port"
                    + " to its name; serial ports here: " + names(ports, port -> true));
        }
        if (found.size() > 1) {
            throw new IOException(
                    "more than one Arduino Due found; set port to one of " + names(found, PortInfo::isDue));
        }
        return found.get(0);
    }

    private static String names(List<PortInfo> ports, Predicate<PortInfo> which) {
        String names = ports.stream().filter(which).map(PortInfo::toString).collect(Collectors.joining(", "));
        return names.isEmpty() ? "none" : names;
    }
}
