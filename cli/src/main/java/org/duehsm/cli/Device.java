package org.duehsm.cli;

import java.security.Provider;
import java.security.Security;
import org.duehsm.client.DeviceUnavailableException;
import org.duehsm.client.DueHsmClient;
import org.duehsm.provider.DueHsmProvider;
import picocli.CommandLine.Option;

/** The options that say which device is meant. They override the provider's own configuration. */
final class Device {

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            description = "auto, a serial port such as /dev/ttyACM0 or COM5, or tcp://host:port."
                    + " Default: system property duehsm.port, variable DUEHSM_PORT, auto.")
    private String port;

    @Option(
            names = "--baud",
            paramLabel = "BITS",
            description =
                    "Bits per second on the programming port (default: 250000). Never 1200: that wipes the board.")
    private String baud;

    @Option(
            names = "--timeout",
            paramLabel = "MS",
            description = "Milliseconds without progress until an operation fails (default: 3000).")
    private String timeout;

    /** The provider for this device; does no I/O. */
    DueHsmProvider provider() {
        override("duehsm.port", port);
        override("duehsm.baud", baud);
        override("duehsm.timeout", timeout);
        Provider registered = Security.getProvider(DueHsmProvider.NAME);
        return registered instanceof DueHsmProvider ours ? ours : new DueHsmProvider();
    }

    /** The device itself; opened by the first call that needs it. */
    DueHsmClient client() {
        return provider().client();
    }

    /** Means this port from now on. */
    void usePort(String other) {
        port = other;
    }

    /** The port in words, before any search: {@code auto} if nothing names one. */
    String port() {
        return provider().client().config().port();
    }

    /** Whether the command line names the port. */
    boolean namesPort() {
        return port != null;
    }

    /** Whether the error says that no device answers, rather than that a device refuses. */
    static boolean isUnavailable(Exception error) {
        return error instanceof DeviceUnavailableException;
    }

    private static void override(String property, String value) {
        if (value != null) {
            System.setProperty(property, value);
        }
    }
}
