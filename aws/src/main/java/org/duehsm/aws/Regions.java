package org.duehsm.aws;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the hosts of AWS have to do with its regions, as botocore's {@code partitions.json} has it (2026-11). */
final class Regions {

    private static final String REGION = "[a-z0-9]+(?:-[a-z0-9]+)+";
    private static final String ELSEWHERE = "amazonaws.com";

    /** The domains of the partitions that have one of their own, by what their regions begin with. */
    private static final Map<String, String> DOMAINS = Map.of(
            "cn-", "amazonaws.com.cn",
            "eusc-", "amazonaws.eu",
            "us-iso-", "c2s.ic.gov",
            "us-isob-", "sc2s.sgov.gov",
            "us-isof-", "csp.hci.ic.gov",
            "eu-isoe-", "cloud.adc-e.uk");

    private Regions() {}

    /**
     * The endpoint of a service in a region.
     *
     * @throws IllegalArgumentException if that is no name of a region
     */
    static URI endpoint(String service, String region) {
        if (!region.matches(REGION)) {
            throw new IllegalArgumentException("a region looks like eu-central-1, not like " + region);
        }
        return URI.create("https://" + service + "." + region + "." + domain(region) + "/");
    }

    private static String domain(String region) {
        return DOMAINS.entrySet().stream()
                .filter(domain -> region.startsWith(domain.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(ELSEWHERE);
    }

    /**
     * The region of an endpoint of a service, as its host says; us-east-1 for that without a region, and empty for hosts
     * that are not AWS'.
     */
    static Optional<String> of(String service, URI endpoint) {
        String host = Endpoint.require(endpoint).getHost().toLowerCase(Locale.ROOT);
        Matcher ofRegion = Pattern.compile(
                        Pattern.quote(service) + "(?:-fips)?\\.(?<region>" + REGION + ")\\.(?<domain>[a-z0-9.-]+)")
                .matcher(host);
        if (ofRegion.matches()) {
            String region = ofRegion.group("region");
            String domain = ofRegion.group("domain");
            return domain.equals(domain(region)) || domain.equals("api.aws") ? Optional.of(region) : Optional.empty();
        }
        return host.equals(service + "." + ELSEWHERE) ? Optional.of("us-east-1") : Optional.empty();
    }
}
