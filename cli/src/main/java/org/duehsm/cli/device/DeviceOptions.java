package org.duehsm.cli.device;

import java.security.InvalidParameterException;
import java.security.Provider;
import java.security.Security;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.SeveralBoardsException;
import org.duehsm.provider.DueHsmProvider;
import picocli.CommandLine.Option;

/** The options that say which device is meant. They override the provider's own configuration. */
public final class DeviceOptions {

    private static final String PROPERTY = "duehsm.";

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            description =
                    "auto, a serial port such as /dev/ttyACM0 or COM5, tcp://host:port, tls://host:port, unix:/path of a"
                            + " broker's socket, or jvm:[FILE]; to compute MACs and to read, several of them with"
                            + " commas between. Default: system property duehsm.port, variable DUEHSM_PORT, auto.")
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

    /**
     * The provider for this device; does no I/O.
     *
     * @throws InvalidParameterException if the configuration has a value that is not allowed
     */
    public DueHsmProvider provider() {
        override();
        Provider registered = Security.getProvider(DueHsmProvider.NAME);
        DueHsmProvider provider = registered instanceof DueHsmProvider ours ? ours : new DueHsmProvider();
        client(provider);
        return provider;
    }

    private DueHsmClient client(DueHsmProvider provider) {
        try {
            return provider.client();
        } catch (InvalidParameterException e) {
            throw new InvalidParameterException(inTheUsersWords(e.getMessage()));
        }
    }

    /** A provider of its own for this device, which is to be had at another port by now; does no I/O. */
    public DueHsmProvider providerAt(String otherPort) {
        timeout = Long.toString(client().config().timeout().toMillis());
        port = otherPort;
        override();
        return new DueHsmProvider();
    }

    /**
     * A client for each of the ports named, which are separated by commas; they know nothing of each other. Does no I/O.
     *
     * @throws InvalidParameterException if the configuration has a value that is not allowed
     */
    public List<DueHsmClient> eachClient() {
        return client().config().ofEachPort().stream().map(DueHsmClient::shared).toList();
    }

    /** Passes the options on, which must be before anything loads the provider that java.security may name. */
    public void override() {
        given().forEach((key, value) -> System.setProperty(PROPERTY + key, value));
    }

    private Map<String, String> given() {
        Map<String, String> given = new HashMap<>();
        given.put("port", port);
        given.put("baud", baud);
        given.put("timeout", timeout);
        given.values().removeIf(Objects::isNull);
        return given;
    }

    /* The options reach the provider as system properties, and that is where it finds fault with them. */
    private String inTheUsersWords(String message) {
        String said = message;
        for (String key : given().keySet()) {
            said = said.replace("system property " + PROPERTY + key + ":", "option --" + key + ":");
        }
        return said;
    }

    /**
     * The device itself; opened by the first call that needs it.
     *
     * @throws InvalidParameterException if the configuration has a value that is not allowed
     */
    public DueHsmClient client() {
        return provider().client();
    }

    /**
     * The same for a command that changes the device.
     *
     * @throws SeveralBoardsException if the options, or what they override, mean several devices
     */
    public DueHsmClient clientForChange() {
        DueHsmClient client = client();
        client.requireOneBoard();
        return client;
    }

    /** Means this port from now on. */
    public void usePort(String other) {
        port = other;
    }

    /** The port in words, before any search: {@code auto} if nothing names one. */
    public String port() {
        return provider().client().config().port();
    }

    /** Whether the command line names the port. */
    public boolean namesPort() {
        return port != null;
    }
}
