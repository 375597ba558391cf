package org.duehsm.provider;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.duehsm.client.Algorithm;

/** The names by which the JCA asks for an algorithm of the device. */
final class AlgorithmNames {

    /** What the JCA can ask for. */
    static final List<Algorithm> SERVED =
            List.of(Algorithm.HMAC_SHA1, Algorithm.HMAC_SHA256, Algorithm.AWS4_HMAC_SHA256);

    private static final String SEPARATORS = "[-/]";

    /** The same in words, for messages. */
    static final String LIST = SERVED.stream().map(Algorithm::jcaName).collect(Collectors.joining(", "));

    private AlgorithmNames() {}

    /** The name that only this provider serves, such as {@code HmacSHA1-DueHSM}. */
    static String deviceName(Algorithm algorithm) {
        return algorithm.jcaName() + "-" + TokenName.DEFAULT;
    }

    /** The {@code Mac} that takes handles for this algorithm: of one that is no HMAC there is only that with our name. */
    static String macName(String jcaName) {
        return SERVED.stream()
                .filter(each -> each.jcaName().equals(jcaName) && !each.isHmac())
                .map(AlgorithmNames::deviceName)
                .findFirst()
                .orElse(jcaName);
    }

    /** Other names of an HMAC's {@link Algorithm#jcaName()}. */
    static List<String> aliases(Algorithm algorithm) {
        String oid = algorithm.oids().get(0);
        return List.of(oid, "OID." + oid);
    }

    /** The one of this name or object identifier, in any spelling that key stores give. */
    static Optional<Algorithm> of(String name) {
        String plain = name == null ? "" : name.toUpperCase(Locale.ROOT);
        return SERVED.stream().filter(each -> isNamed(each, plain)).findFirst();
    }

    /**
     * What a key with this {@code getAlgorithm()} is for: as {@link #of}, and for keys that are said to be
     * {@code Generic}, HMAC-SHA1.
     */
    static Optional<Algorithm> ofKey(String name) {
        boolean generic = name != null && name.toUpperCase(Locale.ROOT).startsWith("GENERIC");
        return generic ? Optional.of(Algorithm.HMAC_SHA1) : of(name);
    }

    private static boolean isNamed(Algorithm algorithm, String name) {
        return name.equalsIgnoreCase(deviceName(algorithm))
                || plain(name).equalsIgnoreCase(plain(algorithm.jcaName()))
                || algorithm.oids().contains(name.replaceFirst("^OID\\.", ""));
    }

    private static String plain(String name) {
        return name.replaceAll(SEPARATORS, "");
    }
}
