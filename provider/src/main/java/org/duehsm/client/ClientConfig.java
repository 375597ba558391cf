package org.duehsm.client;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.duehsm.port.PortName;
import org.duehsm.port.TlsFiles;

/**
 * How a device is reached, or several devices that hold the same keys.
 *
 * @param port {@code auto}, a serial device such as {@code /dev/ttyACM0} or {@code COM5}, {@code
 *     tcp://host:port}, {@code tls://host:port}, {@code unix:/path}, or {@code jvm:} or {@code jvm:FILE} for a device
 *     inside this JVM; or several of them, separated by commas
 * @param baud bits per second of a serial device, 1 or more and not 1200
 * @param timeout time without progress after which the device counts as silent, and the longest
 *     wait for one of its streams; 1 millisecond to 1 hour
 * @param connections sessions with each port, 1 to 64, and at most 64 with all; more than 1 only where whoever listens
 *     at a port holds many: a broker, or what stands before several
 * @param tls what ports {@code tls://} need
 * @param login who logs in, at each of the ports, whenever a session is opened
 */
public record ClientConfig(String port, int baud, Duration timeout, int connections, TlsFiles tls, Login login) {

    /** The usual time-out. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(3);

    /** The most sessions that a client has with all its ports. */
    public static final int MAX_CONNECTIONS = 64;

    private static final int ERASE_BAUD = 1200;
    private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);
    private static final Duration MAX_TIMEOUT = Duration.ofHours(1);

    /** Checks the values; throws IllegalArgumentException for one out of range. */
    public ClientConfig {
        Objects.requireNonNull(port, "port");
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(login, "login");
        Optional<String> problem = problem(port);
        if (problem.isPresent()) {
            throw new IllegalArgumentException(problem.get());
        }
        if (baud < 1 || baud == ERASE_BAUD) {
            throw new IllegalArgumentException(
                    "baud is 1 or more, and not 1200, which makes a Due erase its flash: " + baud);
        }
        if (timeout.compareTo(MIN_TIMEOUT) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout is 1 to 3600000 ms: " + timeout.toMillis());
        }
        checkConnections(port, connections);
    }

    /** The same with one session. */
    public ClientConfig(String port, int baud, Duration timeout) {
        this(port, baud, timeout, 1);
    }

    /** The same without files for TLS. */
    public ClientConfig(String port, int baud, Duration timeout, int connections) {
        this(port, baud, timeout, connections, TlsFiles.NONE);
    }

    /** The same without a login. */
    public ClientConfig(String port, int baud, Duration timeout, int connections, TlsFiles tls) {
        this(port, baud, timeout, connections, tls, Login.NONE);
    }

    private static void checkConnections(String port, int connections) {
        int ports = split(port).length;
        if (connections < 1 || (long) ports * connections > MAX_CONNECTIONS) {
            throw new IllegalArgumentException("connections is 1 to " + MAX_CONNECTIONS + ", all ports together: "
                    + connections + " with each of " + ports);
        }
        for (String each : split(port)) {
            PortName name = PortName.parse(each);
            if (connections > 1
                    && (name instanceof PortName.Serial
                            || name instanceof PortName.Jvm
                            || name instanceof PortName.Auto)) {
                throw new IllegalArgumentException(name + ": connections = " + connections
                        + " is for ports of brokers, or of a balancer before them; this one has one session, so leave"
                        + " connections out");
            }
        }
    }

    private static String[] split(String port) {
        return port.strip().split("\\s*,\\s*", -1);
    }

    private static Optional<String> problem(String port) {
        Set<PortName> names = new HashSet<>();
        for (String each : split(port)) {
            PortName name = PortName.parse(each);
            if (name instanceof PortName.Malformed malformed) {
                return Optional.of(malformed.problem());
            }
            if (!names.add(name)) {
                return Optional.of(port + ": " + name + " is named twice; for several sessions with a port there is"
                        + " connections");
            }
        }
        return Optional.empty();
    }

    /** Whether the text is a port's name, or several, of different ports; says nothing of whether there are such ports. */
    public static boolean isPort(String text) {
        return problem(text).isEmpty();
    }

    /**
     * The one port, with the settings that only its kind has.
     *
     * @throws IllegalArgumentException if there are several
     */
    public PortName portName() {
        if (split(port).length > 1) {
            throw new IllegalArgumentException(
                    "port = " + port + " names several boards, and this is for one; name its own port");
        }
        return PortName.parse(port.strip(), baud, tls);
    }

    /** The same for each of the ports alone, with one session. */
    public List<ClientConfig> ofEachPort() {
        return Arrays.stream(split(port))
                .map(each -> new ClientConfig(each, baud, timeout, 1, tls, login))
                .toList();
    }

    /** All but the port and the number of sessions, in words. */
    String lineSettings() {
        return "baud = " + baud + ", timeout = " + timeout.toMillis()
                + (portName() instanceof PortName.Tls ? tls.toString() : "")
                + login;
    }

    /** The same with another login. */
    public ClientConfig withLogin(Login other) {
        return new ClientConfig(port, baud, timeout, connections, tls, other);
    }

    /** The device at this port, or the devices at these, everything else as usual. */
    public static ClientConfig of(String port) {
        return new ClientConfig(port, PortName.DEFAULT_BAUD, DEFAULT_TIMEOUT);
    }
}
