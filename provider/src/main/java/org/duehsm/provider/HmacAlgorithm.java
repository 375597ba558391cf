package org.duehsm.provider;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.duehsm.client.Algorithm;

/**
 * The MAC algorithms of the device and their JCA names. A further algorithm is a further constant.
 */
enum HmacAlgorithm {
    /** HMAC with SHA-1 (RFC 2104, FIPS 198-1): a MAC of 20 bytes. */
    HMAC_SHA1(Algorithm.HMAC_SHA1, "HmacSHA1", 20, "1.2.840.113549.2.7", "1.3.6.1.5.5.8.1.2");

    private final int code;
    private final String jcaName;
    private final int macLength;
    private final List<String> oids;

    /** The first object identifier is the one by which other providers serve it, too. */
    HmacAlgorithm(int code, String jcaName, int macLength, String... oids) {
        this.code = code;
        this.jcaName = jcaName;
        this.macLength = macLength;
        this.oids = List.of(oids);
    }

    /** The number of the algorithm in the wire protocol and in a key's record. */
    int code() {
        return code;
    }

    /** The standard name, {@code HmacSHA1}: what handles report and what other providers serve too. */
    String jcaName() {
        return jcaName;
    }

    /** The name that only this provider serves, {@code HmacSHA1-DueHSM}. */
    String deviceName() {
        return jcaName + "-" + DueHsmProvider.NAME;
    }

    /** Other names of {@link #jcaName()}. */
    List<String> aliases() {
        return List.of(oids.get(0), "OID." + oids.get(0));
    }

    /** Bytes of a MAC. */
    int macLength() {
        return macLength;
    }

    /**
     * What a key with this {@code getAlgorithm()} is for, if it is for one of them: its names and object identifiers in
     * any spelling that key stores give, and, for keys that are said to be {@code Generic}, HMAC-SHA1.
     */
    static Optional<HmacAlgorithm> ofKey(String name) {
        String plain = name == null ? "" : name.toUpperCase(Locale.ROOT);
        if (plain.startsWith("GENERIC")) {
            return Optional.of(HMAC_SHA1);
        }
        return Arrays.stream(values()).filter(each -> each.isNamed(plain)).findFirst();
    }

    private boolean isNamed(String name) {
        return name.equalsIgnoreCase(deviceName())
                || name.replaceAll("[-/]", "").equalsIgnoreCase(jcaName)
                || oids.contains(name.replaceFirst("^OID\\.", ""));
    }
}
