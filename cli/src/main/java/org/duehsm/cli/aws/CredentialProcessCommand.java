package org.duehsm.cli.aws;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.duehsm.aws.TemporaryCredentials;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.credentials.CredentialsCache;
import org.duehsm.credentials.CredentialsJson;
import org.duehsm.credentials.CredentialsSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code due-hsm aws credential-process}. */
@Command(
        name = "credential-process",
        description = {
            "Prints temporary credentials for AWS' tools and SDKs, which run it: credential_process in ~/.aws/config.",
            "The device signs the request to STS for them. They are kept in the user's cache folder as long as they are"
                    + " good for 15 more minutes, and given without the device until then."
        })
final class CredentialProcessCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private CredentialsOptions wanted;

    @Option(names = "--no-cache", description = "Ask STS in any case, and keep nothing.")
    private boolean noCache;

    @Override
    public Integer call() throws IOException, GeneralSecurityException {
        CredentialsSource source = wanted.source();
        TemporaryCredentials credentials =
                noCache ? source.get() : cache().get(wanted.wanted(), wanted.margin(), source);
        spec.commandLine().getOut().println(CredentialsJson.ofProcess(credentials));
        return ExitCode.OK;
    }

    private CredentialsCache cache() {
        return new CredentialsCache(
                CredentialsCache.userFolder(System::getenv),
                Clock.systemUTC(),
                warning -> spec.commandLine().getErr().println("due-hsm: " + warning));
    }
}
