package org.duehsm.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.duehsm.aws.AccessKey;
import org.duehsm.serve.DaemonConfig;
import org.duehsm.serve.Token;
import picocli.CommandLine.Option;

/** The options that have {@code due-hsm serve} sign, which keeps the device open for itself. */
final class DaemonOption {

    private static final String DEFAULT = "http://127.0.0.1:" + DaemonConfig.DEFAULT_PORT + "/sign/aws";

    @Option(
            names = "--daemon",
            paramLabel = "URI",
            arity = "0..1",
            fallbackValue = DEFAULT,
            description = "Have it signed by 'due-hsm serve' (default: ${FALLBACK-VALUE}) instead of by the device.")
    private URI uri;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "The file with the daemon's token. Or in variable " + ServeCommand.TOKEN_VARIABLE + ".")
    private Path tokenFile;

    boolean isNamed() {
        return uri != null;
    }

    AccessKey accessKey(String id) throws IOException {
        return AccessKey.ofDaemon(id, uri, token());
    }

    private Optional<String> token() throws IOException {
        return tokenFile != null
                ? Optional.of(Token.readText(tokenFile))
                : Optional.ofNullable(System.getenv(ServeCommand.TOKEN_VARIABLE));
    }
}
