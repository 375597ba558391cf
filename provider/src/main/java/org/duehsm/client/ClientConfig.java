package org.duehsm.client;

import java.time.Duration;
import java.util.Objects;
import org.duehsm.port.PortName;

/**
 * How a device is reached.
 *
 * @param port {@code auto}, a serial device such as {@code /dev/ttyACM0} or {@code COM5}, {@code
 *     tcp://host:port}, {@code unix:/path}, or {@code jvm:} or {@code jvm:FILE} for a device inside this JVM
 * @param baud bits per second of a serial device, 1 or more and not 1200
 * @param timeout time without progress after which the device counts as silent, and the longest
 *     wait for one of its streams; 1 millisecond to 1 hour
 */
public record ClientConfig(String port, int baud, Duration timeout) {

    /** The usual time-out. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(3);

    private static final int ERASE_BAUD = 1200;
    private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);
    private static final Duration MAX_TIMEOUT = Duration.ofHours(1);

    /** Checks the values; throws IllegalArgumentException for one out of range. */
    public ClientConfig {
        Objects.requireNonNull(port, "port");
        if (PortName.parse(port, baud) instanceof PortName.Malformed malformed) {
            throw new IllegalArgumentException(malformed.problem());
        }
        if (baud < 1 || baud == ERASE_BAUD) {
            throw new IllegalArgumentException(
                    "baud is 1 or more, and not 1200, which makes a Due erase its flash: " + baud);
        }
        if (timeout.compareTo(MIN_TIMEOUT) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout is 1 to 3600000 ms: " + timeout.toMillis());
        }
    }

    /** Whether the text is a port's name; says nothing of whether there is such a port. */
    public static boolean isPort(String text) {
        return !(PortName.parse(text) instanceof PortName.Malformed);
    }

    /** The port, with the settings that only its kind has. */
    public PortName portName() {
        return PortName.parse(port, baud);
    }

    /** All but the port, in words. */
    String lineSettings() {
        return "baud = " + baud + ", timeout = " + timeout.toMillis();
    }

    /** The device at this port, everything else as usual. */
    public static ClientConfig of(String port) {
        return new ClientConfig(port, PortName.DEFAULT_BAUD, DEFAULT_TIMEOUT);
    }
}
