package org.duehsm.cli.aws;

import java.io.IOException;
import java.io.PrintWriter;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.credentials.CredentialsServer;
import org.duehsm.credentials.SharedCredentials;
import org.duehsm.rules.Token;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code due-hsm aws serve-credentials}. */
@Command(
        name = "serve-credentials",
        description = {
            "Gives AWS' tools and SDKs temporary credentials over HTTP, at a free port of 127.0.0.1, until Ctrl-C.",
            "Prints the two variables by which they find it. The device signs the requests to STS; what that gives is"
                    + " kept in memory only, and renewed in time."
        })
final class ServeCredentialsCommand implements Callable<Integer> {

    /** Kept, because a logger that nobody holds forgets its level. */
    private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

    private static final int TOKEN_BYTES = 32;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CredentialsOptions wanted;

    @Override
    public Integer call() throws Exception {
        JETTY.setLevel(Level.WARNING);
        String token = randomToken();
        try (SharedCredentials credentials =
                        new SharedCredentials(wanted.source(), wanted.margin(), Clock.systemUTC(), this::log);
                CredentialsServer server = start(credentials, token)) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("export AWS_CONTAINER_CREDENTIALS_FULL_URI=" + server.uri());
            out.println("export AWS_CONTAINER_AUTHORIZATION_TOKEN=" + token);
            if (out.checkError()) {
                return ExitCode.FAILED; // nobody could find it; Main tells why
            }
            server.join();
        }
        return ExitCode.OK;
    }

    /* First credentials first: what is wrong with key, role or code is to be said here, and not to each client. */
    private static CredentialsServer start(SharedCredentials credentials, String token)
            throws IOException, GeneralSecurityException {
        try {
            credentials.get().join();
        } catch (CompletionException e) {
            throw unwrapped(e.getCause());
        }
        CredentialsServer server = new CredentialsServer(credentials, Token.of(token, "the token"));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "serve-credentials-exit"));
        return server;
    }

    private static RuntimeException unwrapped(Throwable cause) throws IOException, GeneralSecurityException {
        if (cause instanceof IOException failure) {
            throw failure;
        }
        if (cause instanceof GeneralSecurityException failure) {
            throw failure;
        }
        throw cause instanceof RuntimeException failure ? failure : new CompletionException(cause);
    }

    private void log(String line) {
        spec.commandLine().getErr().println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + line);
    }

    private static String randomToken() {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
