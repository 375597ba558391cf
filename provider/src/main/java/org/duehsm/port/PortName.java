package org.duehsm.port;

import java.io.File;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The one spelling of a port's name. Spellings that cannot mean different ports have it in common:
 * {@code com5} and {@code COM5}, {@code ttyACM0} and {@code /dev/ttyACM0}, {@code tcp://HOST:01} and
 * {@code tcp://host:1}. Symbolic links and host names stay what they are, because they may lead to
 * another port tomorrow, and a key must not go to another board because they once were the same.
 */
final class PortName {

    private static final Pattern COM = Pattern.compile("(?:\\\\\\\\[.?]\\\\)?(COM[0-9]+)", Pattern.CASE_INSENSITIVE);
    private static final String MEMORY = "memory:";
    private static final Path DEVICES = Path.of("/dev");

    private PortName() {}

    static String of(String name) {
        Matcher com = COM.matcher(name);
        if (com.matches()) {
            return com.group(1).toUpperCase(Locale.ROOT);
        }
        if (TcpPort.isTcp(name)) {
            return tcp(name);
        }
        if (name.regionMatches(true, 0, Ports.JVM, 0, Ports.JVM.length())) {
            return Ports.JVM + inJvm(name.substring(Ports.JVM.length()));
        }
        return name.equals(Ports.AUTO) || File.separatorChar != '/' ? name : file(name);
    }

    private static String tcp(String name) {
        try {
            URI address = TcpPort.parse(name);
            return TcpPort.SCHEME + host(address.getHost()) + ":" + address.getPort();
        } catch (IOException malformed) {
            return name; // opening it tells
        }
    }

    private static String host(String host) throws UnknownHostException {
        if (!host.startsWith("[")) {
            return host.toLowerCase(Locale.ROOT);
        }
        // In brackets it is an address, so that this asks no name server.
        InetAddress address = InetAddress.getByName(host);
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }

    /** Its flash file. A device without one is named by nothing, or by the program of this JVM that has made it. */
    private static String inJvm(String file) {
        try {
            return file.isEmpty() || file.startsWith(MEMORY) || File.separatorChar != '/'
                    ? file
                    : absolute(Path.of(file));
        } catch (InvalidPathException e) {
            return file; // opening it tells
        }
    }

    private static String file(String name) {
        try {
            return absolute(path(name));
        } catch (InvalidPathException e) {
            return name; // opening it tells
        }
    }

    /** What "x/.." is depends on what x is. */
    private static String absolute(Path path) {
        return StreamSupport.stream(path.toAbsolutePath().spliterator(), false)
                .map(Path::toString)
                .filter(part -> !part.equals("."))
                .collect(Collectors.joining("/", "/", ""));
    }

    /** A device, unless it says that it starts somewhere else. */
    private static Path path(String name) {
        if (name.startsWith("~/")) {
            return Path.of(System.getProperty("user.home"), name.substring(2));
        }
        return name.startsWith("./") || name.startsWith("../") ? Path.of(name) : DEVICES.resolve(name);
    }
}
