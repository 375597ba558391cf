package org.duehsm.cli.aws;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code due-hsm ec2}. */
@Command(
        name = "ec2",
        description = "Asks EC2, or what speaks its language, with requests that the device signs.",
        subcommands = Ec2DescribeInstancesCommand.class)
public final class Ec2Command implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "name a command; 'due-hsm ec2 --help' lists them");
    }
}
