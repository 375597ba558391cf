package org.duehsm.cli.aws;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code due-hsm aws}. */
@Command(
        name = "aws",
        description = "Lets AWS' own tools and SDKs use a key on the device.",
        subcommands = {CredentialProcessCommand.class, ServeCredentialsCommand.class, AwsProxyCommand.class})
public final class AwsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "name a command; 'due-hsm aws --help' lists them");
    }
}
