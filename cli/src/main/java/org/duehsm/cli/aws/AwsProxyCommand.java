package org.duehsm.cli.aws;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.duehsm.cli.device.DeviceOptions;
import org.duehsm.cli.terminal.CliException;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DueHsmException;
import org.duehsm.client.KeyEntry;
import org.duehsm.provider.DueHsmProvider;
import org.duehsm.proxy.Proxy;
import org.duehsm.proxy.ProxyLog;
import org.duehsm.proxy.ProxyRules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code due-hsm aws proxy}. */
@Command(
        name = "proxy",
        description = {
            "Passes on requests to AWS of programs that have no credential, signed with keys of the device, as the rules"
                    + " say; what no rule names is refused.",
            "Programs use it as AWS_ENDPOINT_URL, with the placeholder of a rule as their access key id and anything as"
                    + " their secret."
        })
final class AwsProxyCommand implements Callable<Integer> {

    /** Kept, because a logger that nobody holds forgets its level. */
    private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

    @Spec
    private CommandSpec spec;

    @Mixin
    private DeviceOptions device;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            required = true,
            description = "What is passed on, where to, and with which key it is signed.")
    private Path rulesFile;

    @Option(
            names = "--listen-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "TCP port of 127.0.0.1 (default: any that is free).")
    private int listenPort;

    @Option(names = "--unix", paramLabel = "PATH", description = "Listen at this Unix-domain socket, too (mode 0600).")
    private Path unix;

    @Option(names = "--log", paramLabel = "FILE", description = "Append a line for each request to this file.")
    private Path log;

    @Override
    public Integer call() throws IOException, GeneralSecurityException, InterruptedException {
        JETTY.setLevel(Level.WARNING);
        if (listenPort < 0 || listenPort > 65535) {
            throw new CliException(ExitCode.USAGE, "--listen-port is 0 to 65535, not " + listenPort);
        }
        ProxyRules rules = ProxyRules.read(rulesFile);
        DueHsmProvider provider = device.provider();
        PrintWriter out = spec.commandLine().getOut();
        try (PrintWriter lines = log == null ? out : append(log);
                Proxy proxy = new Proxy(
                        provider,
                        rules,
                        listenPort,
                        Optional.ofNullable(unix),
                        new ProxyLog(lines, Clock.systemUTC()))) {
            Runtime.getRuntime().addShutdownHook(new Thread(proxy::close, "proxy-exit"));
            out.println("Listening at " + proxy.uri() + (unix == null ? "" : " and " + unix));
            for (String keyId : rules.keyIds()) {
                keyLine(provider, keyId).ifPresent(out::println);
            }
            out.println("Ctrl-C ends it.");
            if (out.checkError()) {
                return ExitCode.FAILED; // the log would be lost as well; Main tells why
            }
            proxy.join();
        }
        return ExitCode.OK;
    }

    private static PrintWriter append(Path file) throws IOException {
        return new PrintWriter(Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /* A key or a device that is not there yet is no reason not to start: the proxy outlives it anyway. */
    private static Optional<String> keyLine(DueHsmProvider provider, String keyId) {
        try {
            Optional<KeyEntry> key = provider.client().find(keyId);
            if (key.isEmpty()) {
                return Optional.of("The device has no key " + keyId + " yet; requests for it get 503 until it has");
            }
            return key.get().algorithm().equals(Optional.of(Algorithm.AWS4_HMAC_SHA256))
                    ? Optional.empty()
                    : Optional.of("The key " + keyId + " is for " + key.get().algorithmName()
                            + ", which does not sign requests to AWS; import it for AWS4-HMAC-SHA256 (--replace)");
        } catch (DueHsmException e) {
            return Optional.of("No device yet, requests get 503 until there is one: " + e.getMessage());
        }
    }
}
