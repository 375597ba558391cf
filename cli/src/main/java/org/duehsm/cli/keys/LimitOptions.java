package org.duehsm.cli.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.duehsm.client.KeyLimits;
import picocli.CommandLine.Option;

/** The options that limit what a key for AWS Signature 4 signs for. */
final class LimitOptions {

    @Option(
            names = "--regions",
            paramLabel = "A,B",
            description = "With AWS4-HMAC-SHA256: the device signs for these regions only, such as eu-west-1.")
    private List<String> regions = new ArrayList<>();

    @Option(
            names = "--services",
            paramLabel = "A,B",
            description = "With AWS4-HMAC-SHA256: the device signs for these services only, such as s3.")
    private List<String> services = new ArrayList<>();

    /** Throws IllegalArgumentException for a name that no region or service has. */
    KeyLimits limits() {
        return KeyLimits.of(names(regions), names(services));
    }

    /** Not by {@code split} of the option, which leaves empty names out: of "," nothing would be left, and so no limit. */
    private static List<String> names(List<String> lists) {
        return lists.stream().flatMap(list -> Stream.of(list.split(",", -1))).toList();
    }
}
