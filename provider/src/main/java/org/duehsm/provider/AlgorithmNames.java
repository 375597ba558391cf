package org.duehsm.provider;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.duehsm.client.Algorithm;

/** The names by which the JCA asks for an algorithm of the device. */
final class AlgorithmNames {

    /** What the JCA can ask for. */
    static final List<Algorithm> SERVED = List.of(Algorithm.HMAC_SHA1);

    private AlgorithmNames() {}

    /** The name that only this provider serves, such as {@code HmacSHA1-DueHSM}. */
    static String deviceName(Algorithm algorithm) {
        return algorithm.jcaName() + "-" + TokenName.DEFAULT;
    }

    /** Other names of {@link Algorithm#jcaName()}. */
    static List<String> aliases(Algorithm algorithm) {
        String oid = algorithm.oids().get(0);
        return List.of(oid, "OID." + oid);
    }

    /**
     * What a key with this {@code getAlgorithm()} is for, if it is for one of them: its names and object identifiers in
     * any spelling that key stores give, and, for keys that are said to be {@code Generic}, HMAC-SHA1.
     */
    static Optional<Algorithm> ofKey(String name) {
        String plain = name == null ? "" : name.toUpperCase(Locale.ROOT);
        if (plain.startsWith("GENERIC")) {
            return Optional.of(Algorithm.HMAC_SHA1);
        }
        return SERVED.stream().filter(each -> isNamed(each, plain)).findFirst();
    }

    private static boolean isNamed(Algorithm algorithm, String name) {
        return name.equalsIgnoreCase(deviceName(algorithm))
                || name.replaceAll("[-/]", "").equalsIgnoreCase(algorithm.jcaName())
                || algorithm.oids().contains(name.replaceFirst("^OID\\.", ""));
    }
}
