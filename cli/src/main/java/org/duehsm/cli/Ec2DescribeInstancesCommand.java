package org.duehsm.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.duehsm.aws.AccessKey;
import org.duehsm.aws.DescribeInstancesRequest;
import org.duehsm.aws.Ec2Client;
import org.duehsm.aws.Instance;
import org.duehsm.aws.Reservation;
import org.duehsm.provider.DueHsmKey;
import org.duehsm.provider.DueHsmProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code due-hsm ec2 describe-instances}: the original's demo. */
@Command(
        name = "describe-instances",
        description = {
            "Lists your instances: reservation, instance, type, state.",
            "Signs by Signature Version 2. Whether AWS itself still takes it, we have not seen."
        })
final class Ec2DescribeInstancesCommand implements Callable<Integer> {

    private static final String ORIGINAL = "https://ec2.amazonaws.com/";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "INSTANCE", arity = "0..*", description = "Only these instances.")
    private String[] instances = {};

    @Option(
            names = "--key-id",
            paramLabel = "ID",
            required = true,
            defaultValue = "${env:AWS_ACCESS_KEY_ID}",
            description = "The access key id, which is the id of the key. Default: variable AWS_ACCESS_KEY_ID.")
    private String keyId;

    @Option(names = "--region", paramLabel = "NAME", description = "The region at AWS, such as eu-central-1.")
    private String region;

    @Option(
            names = "--endpoint",
            paramLabel = "URI",
            description = "The endpoint, if it is not AWS' of a region (default: " + ORIGINAL + ").")
    private URI endpoint;

    @Mixin
    private Device device;

    @Mixin
    private DaemonOption daemon;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException, GeneralSecurityException {
        DescribeInstancesRequest request = DescribeInstancesRequest.all().withInstanceIds(instances);
        List<Map<String, Object>> lines = new Ec2Client(endpoint(), accessKey())
                .describeAllInstances(request).stream()
                        .flatMap(reservation -> reservation.instances().stream().map(i -> facts(reservation, i)))
                        .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(lines));
        } else if (lines.isEmpty()) {
            out.println("There are no instances.");
        } else {
            Table table = new Table().row("RESERVATION", "INSTANCE", "TYPE", "STATE");
            lines.forEach(line -> table.row(line.values().stream()
                    .map(fact -> fact == null ? "-" : fact)
                    .toArray()));
            out.print(table);
        }
        out.flush();
        return ExitCode.OK;
    }

    private URI endpoint() {
        if (endpoint != null && region != null) {
            throw new CliException(ExitCode.USAGE, "--endpoint and --region say the same; give one of them");
        }
        if (endpoint != null) {
            return endpoint;
        }
        return region == null ? URI.create(ORIGINAL) : Ec2Client.endpoint(region);
    }

    private AccessKey accessKey() throws IOException, GeneralSecurityException {
        if (daemon.isNamed()) {
            if (device.namesPort()) {
                throw new CliException(ExitCode.USAGE, "--port and --daemon: one of the two signs; give one of them");
            }
            return daemon.accessKey(keyId);
        }
        DueHsmProvider provider = device.provider();
        return AccessKey.of(keyId, DueHsmKey.of(provider.getName(), keyId), provider);
    }

    private static Map<String, Object> facts(Reservation reservation, Instance instance) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("reservation", reservation.id());
        facts.put("instance", instance.id());
        facts.put("type", instance.type().orElse(null));
        facts.put("state", instance.state().name().orElse(null));
        return facts;
    }
}
