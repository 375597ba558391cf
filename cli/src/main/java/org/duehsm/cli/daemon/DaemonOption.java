package org.duehsm.cli.daemon;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.duehsm.aws.AccessKey;
import org.duehsm.rules.Token;
import org.duehsm.serve.DaemonConfig;
import picocli.CommandLine.Option;

/** The options that have {@code due-hsm serve} sign, which keeps the device open for itself. */
public final class DaemonOption {

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
            description = "The file with the daemon's token. Or in variable " + DaemonConfig.TOKEN_VARIABLE + ".")
    private Path tokenFile;

    /** Whether the command line has it. */
    public boolean isNamed() {
        return uri != null;
    }

    /**
     * The access key with this id, for this algorithm, which the daemon signs with.
     *
     * @throws IOException if the file of its token cannot be read
     */
    public AccessKey accessKey(String id, String algorithm) throws IOException {
        return AccessKey.ofDaemon(id, algorithm, uri, token());
    }

    private Optional<String> token() throws IOException {
        return tokenFile != null
                ? Optional.of(Token.readText(tokenFile))
                : Optional.ofNullable(System.getenv(DaemonConfig.TOKEN_VARIABLE));
    }
}
