package org.duehsm.port;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * The name of a port: one of a few kinds, each with the settings that only it has. Nothing else looks at the text of one.
 *
 * <p>Names are equal if they cannot but mean the same port, whatever their settings and spellings, of which they have
 * one in common: {@code com5} and {@code COM5}, {@code ttyACM0} and {@code /dev/ttyACM0}, {@code tcp://HOST:01} and
 * {@code tcp://host:1}, {@code unix:/run/./x} and {@code unix:/run/x}. Symbolic links, host names and {@code auto} stay
 * what they are, because they may lead to another port tomorrow, and a key must not go to another board because they
 * once were the same.
 */
public abstract sealed class PortName {

    /** The baud rate of the firmware's programming port; the native port and virtual boards take any. */
    public static final int DEFAULT_BAUD = 250_000;

    static final String AUTO = "auto";
    private static final String TCP = "tcp:";
    private static final String TLS = "tls:";
    private static final String UNIX = "unix:";
    private static final String JVM = "jvm:";

    private final String spelling;

    private PortName(String spelling) {
        this.spelling = spelling;
    }

    /** The same with {@link #DEFAULT_BAUD}. */
    public static PortName parse(String text) {
        return parse(text, DEFAULT_BAUD);
    }

    /** The same with {@link TlsFiles#NONE}. */
    public static PortName parse(String text, int baud) {
        return parse(text, baud, TlsFiles.NONE);
    }

    /**
     * Reads a name, without I/O. What is none is {@link Malformed}, and refused by who checks settings or opens it.
     *
     * @param text {@code auto}, a serial device such as {@code /dev/ttyACM0} or {@code COM5}, {@code
     *     tcp://host:port}, {@code tls://host:port}, {@code unix:/path} for the socket of a broker, or {@code jvm:} or
     *     {@code jvm:FILE} for a device inside this JVM
     * @param baud bits per second of a serial device; to open one at 1200 is refused, for that wipes a Due
     * @param tls what {@code tls://} needs
     */
    public static PortName parse(String text, int baud, TlsFiles tls) {
        if (text.isBlank()) {
            return new Malformed(
                    text, "port is empty; it is auto, a serial name, tcp://host:port, tls:, unix: or jvm:");
        }
        if (text.equals(AUTO)) {
            return new Auto(baud);
        }
        if (isOf(TCP, text)) {
            return network(TCP, text, Tcp::new);
        }
        if (isOf(TLS, text)) {
            return network(TLS, text, address -> new Tls(address, tls));
        }
        if (isOf(UNIX, text)) {
            return unix(text.substring(UNIX.length()));
        }
        if (isOf(JVM, text)) {
            return jvm(text.substring(JVM.length()));
        }
        return new Serial(DeviceName.of(text), baud);
    }

    private static boolean isOf(String scheme, String text) {
        return text.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static PortName network(String scheme, String text, Function<HostAndPort, PortName> name) {
        String rest = text.substring(scheme.length());
        Optional<HostAndPort> address = rest.startsWith("//") ? HostAndPort.parse(rest.substring(2)) : Optional.empty();
        String problem = text + ": no port of a host; write " + scheme + "//host:port, with a port from 1 to 65535";
        return address.map(name).orElse(new Malformed(text, problem));
    }

    private static PortName unix(String path) {
        String spelling = UNIX + AbsolutePath.of(path);
        if (path.isBlank()) {
            return new Malformed(UNIX + path, UNIX + ": no path; write unix:/path/of/the/broker's/socket");
        }
        int length = spelling.getBytes(StandardCharsets.UTF_8).length - UNIX.length();
        if (length > Unix.MAX_PATH) {
            return new Malformed(
                    UNIX + path,
                    spelling + ": the path of a socket has at most " + Unix.MAX_PATH + " bytes for Java on this system,"
                            + " and this has " + length + "; have the broker listen at a shorter one, or name a"
                            + " symbolic link to it");
        }
        try {
            return new Unix(spelling, UnixDomainSocketAddress.of(spelling.substring(UNIX.length())));
        } catch (InvalidPathException e) {
            return new Malformed(UNIX + path, UNIX + ": what follows it is no path: " + e.getReason());
        }
    }

    private static PortName jvm(String device) {
        return new Jvm(device.isEmpty() || device.startsWith(Jvm.MEMORY) ? device : AbsolutePath.of(device));
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof PortName name && spelling.equals(name.spelling);
    }

    @Override
    public final int hashCode() {
        return spelling.hashCode();
    }

    /** The name in its one spelling. */
    @Override
    public final String toString() {
        return spelling;
    }

    /** {@code auto}: the broker of this computer, or its Arduino Due, found by its USB ids. */
    public static final class Auto extends PortName {

        private final int baud;

        private Auto(int baud) {
            super(AUTO);
            this.baud = baud;
        }

        /** Bits per second. */
        public int baud() {
            return baud;
        }
    }

    /** A serial device, such as {@code /dev/ttyACM0} or {@code COM5}. */
    public static final class Serial extends PortName {

        private final int baud;

        private Serial(String spelling, int baud) {
            super(spelling);
            this.baud = baud;
        }

        /** Bits per second. */
        public int baud() {
            return baud;
        }

        /** Its device file; empty if the system has none for ports, or this cannot be one's name. */
        public Optional<Path> file() {
            try {
                return Optional.of(toString())
                        .filter(name -> name.startsWith("/"))
                        .map(Path::of);
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        }
    }

    /** {@code tcp://host:port}. */
    public static final class Tcp extends PortName {

        private final HostAndPort address;

        private Tcp(HostAndPort address) {
            super(TCP + "//" + address);
            this.address = address;
        }

        HostAndPort address() {
            return address;
        }
    }

    /** {@code tls://host:port}: the same, encrypted, with both ends known by certificates. */
    public static final class Tls extends PortName {

        private final HostAndPort address;
        private final TlsFiles files;

        private Tls(HostAndPort address, TlsFiles files) {
            super(TLS + "//" + address);
            this.address = address;
            this.files = files;
        }

        HostAndPort address() {
            return address;
        }

        /** What it needs. */
        public TlsFiles files() {
            return files;
        }
    }

    /** {@code unix:/path}: the socket where a broker listens. */
    public static final class Unix extends PortName {

        /** The most bytes of a path: Java's channels take one less than the address of the system holds. */
        public static final int MAX_PATH = System.getProperty("os.name").startsWith("Mac") ? 102 : 106;

        private final UnixDomainSocketAddress address;

        private Unix(String spelling, UnixDomainSocketAddress address) {
            super(spelling);
            this.address = address;
        }

        /** The name of the socket at this path. */
        static Unix at(Path path) {
            return new Unix(UNIX + path, UnixDomainSocketAddress.of(path));
        }

        UnixDomainSocketAddress address() {
            return address;
        }

        /** Where the socket is. */
        public Path path() {
            return address.getPath();
        }
    }

    /** {@code jvm:} and more: a device inside this JVM. */
    public static final class Jvm extends PortName {

        private static final String MEMORY = "memory:";

        private final String device;

        private Jvm(String device) {
            super(JVM + device);
            this.device = device;
        }

        /** The name of a device in memory that a program makes. */
        public static Jvm inMemory(long number) {
            return new Jvm(MEMORY + number);
        }

        /** The name of a device that has its flash in the file. */
        public static Jvm onFile(Path file) {
            return new Jvm(AbsolutePath.of(file.toAbsolutePath().toString()));
        }

        /** Whether it is the one that each JVM has, {@code jvm:}. */
        public boolean isOfTheJvm() {
            return device.isEmpty();
        }

        /** Whether it is one that a program has made in memory, if there is such a one. */
        public boolean isInMemory() {
            return device.startsWith(MEMORY);
        }

        /**
         * The file with the flash of any other.
         *
         * @throws IOException if it cannot be the name of a file
         */
        public Path file() throws IOException {
            try {
                return Path.of(device);
            } catch (InvalidPathException e) {
                throw new IOException(this + ": what follows " + JVM + " is no name of a file: " + e.getReason(), e);
            }
        }
    }

    /** Text that is the name of no port. */
    public static final class Malformed extends PortName {

        private final String problem;

        private Malformed(String text, String problem) {
            super(text);
            this.problem = problem;
        }

        /** What is wrong with it, and what it may be. */
        public String problem() {
            return problem;
        }
    }
}
