package org.duehsm.cli.daemon;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.duehsm.cli.device.DeviceOptions;
import org.duehsm.cli.terminal.CliException;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.Table;
import org.duehsm.client.DueHsmException;
import org.duehsm.rules.Rules;
import org.duehsm.rules.Token;
import org.duehsm.serve.Access;
import org.duehsm.serve.Daemon;
import org.duehsm.serve.DaemonConfig;
import org.duehsm.serve.SigningLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code due-hsm serve}. */
@Command(
        name = "serve",
        description = {
            "Computes MACs for other programs over HTTP: POST /mac?key=ID, with the message as the body;"
                    + " POST /sign/aws, with an AWS string to sign as the body.",
            "With --broker, other programs use the device through it as if each had it for itself.",
            "Whoever can reach the daemon can sign with every key of the device, unless --rules say otherwise."
        })
public final class ServeCommand implements Callable<Integer> {

    /** Kept, because a logger that nobody holds forgets its level. */
    private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

    @Spec
    private CommandSpec spec;

    @Mixin
    private DeviceOptions device;

    @Option(
            names = "--listen-port",
            paramLabel = "PORT",
            defaultValue = "" + DaemonConfig.DEFAULT_PORT,
            description = "TCP port (default: ${DEFAULT-VALUE}; 0: any that is free).")
    private int listenPort;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address to listen at (default: ${DEFAULT-VALUE}). Beyond loopback only with a"
                    + " token or rules.")
    private String bind;

    @Option(names = "--unix", paramLabel = "PATH", description = "Listen at this Unix-domain socket, too (mode 0600).")
    private Path unix;

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            description = "A name that clients use for this machine in the Host header; repeatable.")
    private List<String> hosts = List.of();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Sign only for clients that send the token in this file (Authorization: Bearer ...)."
                    + " Or in variable " + DaemonConfig.TOKEN_VARIABLE + ".")
    private Path tokenFile;

    @Mixin
    private BrokerOptions broker;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "Who may do what with which keys, a line for each; what no line permits is refused.")
    private Path rulesFile;

    @Option(
            names = "--max-body",
            paramLabel = "BYTES",
            defaultValue = "" + DaemonConfig.DEFAULT_MAX_BODY,
            description = "The longest AWS request (default: ${DEFAULT-VALUE}).")
    private int maxBody;

    @Option(names = "--log", paramLabel = "FILE", description = "Append the signing log to this file.")
    private Path log;

    @Option(names = "--log-messages", description = "Write the AWS requests that are signed to the log, too.")
    private boolean logMessages;

    @Override
    public Integer call() throws IOException, InterruptedException {
        JETTY.setLevel(Level.WARNING);
        PrintWriter out = spec.commandLine().getOut();
        if (listenPort < 0 || listenPort > 65535) {
            throw new CliException(ExitCode.USAGE, "--listen-port is 0 to 65535, not " + listenPort);
        }
        Optional<Rules> rules = rulesFile == null ? Optional.empty() : Optional.of(Rules.read(rulesFile));
        DaemonConfig config = new DaemonConfig(
                new InetSocketAddress(bind, listenPort),
                Optional.ofNullable(unix),
                hosts.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet()),
                access(rules),
                maxBody);
        try (PrintWriter lines = log == null ? out : append(log);
                Service service = Service.start(
                        device, broker, config, rules, new SigningLog(lines, Clock.systemUTC(), logMessages))) {
            Daemon daemon = service.daemon();
            out.println("Listening at " + daemon.uri() + "/sign/aws" + (unix == null ? "" : " and " + unix));
            service.sharedAt().forEach(port -> out.println("Sharing the device at " + port));
            out.println(deviceLine(service));
            out.println("Ctrl-C ends it.");
            if (out.checkError()) {
                return ExitCode.FAILED; // the signing log would be lost as well; Main tells why
            }
            daemon.join();
            if (service.isBroken()) {
                return ExitCode.FAILED; // the log tells why; who supervises it starts it again
            }
        }
        return ExitCode.OK;
    }

    private Access access(Optional<Rules> rules) throws IOException {
        Optional<Token> token = tokenFile != null
                ? Optional.of(Token.read(tokenFile))
                : Optional.ofNullable(System.getenv(DaemonConfig.TOKEN_VARIABLE))
                        .map(text -> Token.of(text, DaemonConfig.TOKEN_VARIABLE));
        if (rules.isEmpty()) {
            return token.map(Access::byToken).orElse(Access.open());
        }
        if (token.isPresent()) {
            throw new CliException(
                    ExitCode.USAGE,
                    "with --rules there is no token for everything, by --token-file or " + DaemonConfig.TOKEN_VARIABLE
                            + "; give it a line of the rules: token FILE mac *");
        }
        return Access.byRules(rules.get());
    }

    private static PrintWriter append(Path file) throws IOException {
        return new PrintWriter(Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /* A device that is not there yet is no reason not to start: the daemon outlives it anyway. */
    private static String deviceLine(Service service) {
        try {
            var info = service.client().info();
            return "The device: " + info.board() + " at " + service.devicePort().orElse(info.port()) + ", "
                    + Table.count(info.keys(), "key")
                    + (service.daemon().mayUse(info)
                            ? ""
                            : "; it is closed, and nobody has logged in here, so it computes nothing: give --login NAME");
        } catch (DueHsmException e) {
            return "No device yet, requests get 503 until there is one: "
                    + service.devicePort()
                            .map(port -> port + "; the log tells why, and when it is there")
                            .orElse(e.getMessage());
        }
    }
}
