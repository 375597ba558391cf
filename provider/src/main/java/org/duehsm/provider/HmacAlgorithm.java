package org.duehsm.provider;

import java.util.List;
import org.duehsm.client.Algorithm;

/**
 * The MAC algorithms of the device and their JCA names. A further algorithm is a further constant.
 */
enum HmacAlgorithm {
    /** HMAC with SHA-1 (RFC 2104, FIPS 198-1): a MAC of 20 bytes. */
    HMAC_SHA1(Algorithm.HMAC_SHA1, "HmacSHA1", "1.2.840.113549.2.7", 20);

    private final int code;
    private final String jcaName;
    private final String oid;
    private final int macLength;

    HmacAlgorithm(int code, String jcaName, String oid, int macLength) {
        this.code = code;
        this.jcaName = jcaName;
        this.oid = oid;
        this.macLength = macLength;
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
        return List.of(oid, "OID." + oid);
    }

    /** Bytes of a MAC. */
    int macLength() {
        return macLength;
    }

    /** Whether a key whose {@code getAlgorithm()} is this name is a key for this algorithm. */
    boolean isNamed(String name) {
        return jcaName.equalsIgnoreCase(name)
                || deviceName().equalsIgnoreCase(name)
                || aliases().stream().anyMatch(alias -> alias.equalsIgnoreCase(name));
    }
}
