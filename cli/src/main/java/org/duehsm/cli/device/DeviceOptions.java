package org.duehsm.cli.device;

import java.security.InvalidParameterException;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.duehsm.cli.terminal.AsksAtTerminal;
import org.duehsm.cli.terminal.CliException;
import org.duehsm.cli.terminal.Passphrase;
import org.duehsm.cli.terminal.Terminal;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.DueHsmException;
import org.duehsm.client.SeveralBoardsException;
import org.duehsm.provider.DueHsmProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that say which device is meant. They override the provider's own configuration. */
public final class DeviceOptions implements AsksAtTerminal {

    private static final String PROPERTY = "duehsm.";

    @Option(
            names = {"-p", "--port"},
            scope = ScopeType.INHERIT,
            paramLabel = "PORT",
            description =
                    "auto, a serial port such as /dev/ttyACM0 or COM5, tcp://host:port, tls://host:port, unix:/path of a"
                            + " broker's socket, or jvm:[FILE]; to compute MACs and to read, several of them with"
                            + " commas between. Default: system property duehsm.port, variable DUEHSM_PORT, auto.")
    private String port;

    @Option(
            names = "--baud",
            scope = ScopeType.INHERIT,
            paramLabel = "BITS",
            description =
                    "Bits per second on the programming port (default: 250000). Never 1200: that wipes the board.")
    private String baud;

    @Option(
            names = "--timeout",
            scope = ScopeType.INHERIT,
            paramLabel = "MS",
            description = "Milliseconds without progress until an operation fails (default: 3000).")
    private String timeout;

    @Option(
            names = "--login",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "Log in to a closed device by this name. Default: system property duehsm.login, variable"
                    + " DUEHSM_LOGIN; nobody.")
    private String login;

    @Option(
            names = "--secret-file",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description =
                    "The login's secret, as 'due-hsm logins add' writes it; its passphrase is asked for, if it has"
                            + " one. Default: variable DUEHSM_SECRET_FILE; with a login, due-hsm/NAME.login in"
                            + " $$XDG_CONFIG_HOME or ~/.config.")
    private String secretFile;

    private Terminal terminal;

    @Override
    public void ask(Terminal there) {
        terminal = there;
    }

    /**
     * The provider for this device; does no I/O, unless a passphrase has to be asked for and tried.
     *
     * @throws InvalidParameterException if the configuration has a value that is not allowed
     * @throws CliException if a passphrase is needed, and nobody is there to be asked
     * @throws DueHsmException if that is wrong, or the device does not take the login
     */
    public DueHsmProvider provider() {
        DueHsmProvider provider = unattended();
        logIn(provider.client());
        return provider;
    }

    /**
     * The same for a program that nobody attends: nobody is asked for a passphrase, and there is no I/O.
     *
     * @throws InvalidParameterException if the configuration has a value that is not allowed
     */
    public DueHsmProvider unattended() {
        override();
        Provider registered = Security.getProvider(DueHsmProvider.NAME);
        DueHsmProvider provider = registered instanceof DueHsmProvider ours ? ours : new DueHsmProvider();
        client(provider);
        return provider;
    }

    /** By a secret that is encrypted; with any other, clients log in by themselves, when they open a session. */
    private void logIn(DueHsmClient client) {
        if (!client.wantsPassphrase()) {
            return;
        }
        char[] passphrase = Passphrase.of(client.config().login().secretFile(), terminal);
        try {
            client.login(passphrase);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
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
        timeout = Long.toString(unattended().client().config().timeout().toMillis());
        port = otherPort;
        login = "";
        secretFile = "";
        override();
        return new DueHsmProvider();
    }

    /**
     * A client for each of the ports named, which are separated by commas; they know nothing of each other. Does what
     * {@link #provider()} does.
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
        given.put("login", login);
        given.put("secret-file", secretFile);
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
     * The device itself; opened by the first call that needs it. Throws as {@link #provider()}.
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
        return unattended().client().config().port();
    }

    /** Whether the command line names the port. */
    public boolean namesPort() {
        return port != null;
    }
}
