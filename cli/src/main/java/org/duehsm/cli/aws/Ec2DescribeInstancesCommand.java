package org.duehsm.cli.aws;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.duehsm.aws.AccessKey;
import org.duehsm.aws.DescribeInstancesRequest;
import org.duehsm.aws.Ec2Client;
import org.duehsm.aws.Instance;
import org.duehsm.aws.Reservation;
import org.duehsm.cli.daemon.DaemonOption;
import org.duehsm.cli.device.DeviceOptions;
import org.duehsm.cli.terminal.CliException;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.JsonOption;
import org.duehsm.cli.terminal.Table;
import org.duehsm.client.Algorithm;
import org.duehsm.provider.DueHsmKey;
import org.duehsm.provider.DueHsmProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code due-hsm ec2 describe-instances}: the original's demo. */
@Command(
        name = "describe-instances",
        description = {
            "Lists your instances: reservation, instance, type, state.",
            "Signs by Signature Version 4, with a key for AWS4-HMAC-SHA256. With --signature 2 as the original did in 2012, with a key for HmacSHA1 or HmacSHA256: whether AWS itself still takes that, we have not seen."
        })
final class Ec2DescribeInstancesCommand implements Callable<Integer> {

    private static final String ORIGINAL = "https://ec2.amazonaws.com/";
    private static final String AWS4 = Algorithm.AWS4_HMAC_SHA256.jcaName();
    private static final int VERSION_4 = 4;
    private static final int VERSION_2 = 2;

    @Parameters(paramLabel = "INSTANCE", arity = "0..*", description = "Only these instances.")
    private String[] instances = {};

    @Option(
            names = "--key-id",
            paramLabel = "ID",
            required = true,
            defaultValue = "${env:AWS_ACCESS_KEY_ID}",
            description = "The access key id, which is the id of the key. Default: variable AWS_ACCESS_KEY_ID.")
    private String keyId;

    @Option(
            names = "--signature",
            paramLabel = "4|2",
            defaultValue = "4",
            description = "The version of AWS' signatures (default: 4).")
    private int signature;

    @Option(
            names = "--region",
            paramLabel = "NAME",
            description = "The region at AWS, such as eu-central-1; for Signature Version 4 also the one that another"
                    + " --endpoint takes signatures for.")
    private String region;

    @Option(
            names = "--endpoint",
            paramLabel = "URI",
            description = "The endpoint, if it is not AWS' of a region (default: " + ORIGINAL + ").")
    private URI endpoint;

    @Mixin
    private DeviceOptions device;

    @Mixin
    private DaemonOption daemon;

    @Mixin
    private JsonOption output;

    @Override
    public Integer call() throws IOException, GeneralSecurityException {
        DescribeInstancesRequest request = DescribeInstancesRequest.all().withInstanceIds(instances);
        List<Map<String, Object>> lines = client().describeAllInstances(request).stream()
                .flatMap(reservation -> reservation.instances().stream().map(i -> facts(reservation, i)))
                .toList();
        output.print(lines, out -> print(lines, out));
        return ExitCode.OK;
    }

    private static void print(List<Map<String, Object>> lines, PrintWriter out) {
        if (lines.isEmpty()) {
            out.println("There are no instances.");
            return;
        }
        Table table = new Table().row("RESERVATION", "INSTANCE", "TYPE", "STATE");
        lines.forEach(line -> table.row(line.values().toArray()));
        out.print(table);
    }

    private Ec2Client client() throws IOException, GeneralSecurityException {
        if (signature != VERSION_4 && signature != VERSION_2) {
            throw new CliException(ExitCode.USAGE, "--signature is 4 or 2, not " + signature);
        }
        if (signature == VERSION_2 && endpoint != null && region != null) {
            throw new CliException(
                    ExitCode.USAGE,
                    "--endpoint and --region say the same where --signature 2 signs no region; give one of them");
        }
        URI uri = endpoint();
        String signed =
                Optional.ofNullable(region).or(() -> Ec2Client.region(uri)).orElse("");
        if (signature == VERSION_4 && signed.isEmpty()) {
            throw new CliException(
                    ExitCode.USAGE, uri + " does not say which region it takes signatures for; give --region");
        }
        return new Ec2Client(uri, signed, accessKey(), Clock.systemUTC(), Ec2Client.DEFAULT_TIMEOUT);
    }

    private URI endpoint() {
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
            return daemon.accessKey(keyId, signature == VERSION_4 ? AWS4 : "HmacSHA1");
        }
        DueHsmProvider provider = device.provider();
        String algorithm = provider.client().algorithm(keyId).jcaName();
        if (signature == VERSION_4 && !algorithm.equals(AWS4)) {
            throw new CliException(
                    ExitCode.FAILED,
                    "the key " + keyId + " is for " + algorithm + ", and Signature Version 4 wants one for " + AWS4
                            + ": import the secret access key for that (--replace), or ask with --signature 2");
        }
        if (signature == VERSION_2 && algorithm.equals(AWS4)) {
            throw new CliException(
                    ExitCode.FAILED,
                    "the key " + keyId + " is for " + AWS4 + ", which signs by Signature Version 4 only: leave out"
                            + " --signature 2, or import the secret access key for HmacSHA1 (--replace)");
        }
        DueHsmKey key = DueHsmKey.of(provider.getName(), keyId).withAlgorithm(algorithm);
        return AccessKey.of(keyId, key, provider);
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
