package org.duehsm.cli.keys;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.duehsm.client.Algorithm;
import org.duehsm.client.KeyEntry;
import org.duehsm.client.KeyLimits;

/** What a key is limited to, as lists of keys show it. */
public final class LimitFacts {

    private LimitFacts() {}

    /** Whether it is worth showing: a key for AWS should have some. */
    static boolean areWorthShowing(KeyEntry key) {
        return isForAws(key) || key.limits() != null && !key.limits().isNone();
    }

    private static boolean isForAws(KeyEntry key) {
        return key.algorithm().filter(Algorithm.AWS4_HMAC_SHA256::equals).isPresent();
    }

    /** In words; empty where there are none on a key for HMAC. */
    public static String words(KeyEntry key) {
        if (!areWorthShowing(key)) {
            return "";
        }
        return key.limits() == null ? "not told" : key.limits().toString();
    }

    /**
     * Under names for JSON, those that keys of its algorithm have; null where the device has not told them, or has an
     * algorithm that is not known here.
     */
    public static Map<String, Object> of(KeyEntry key) {
        KeyLimits limits = key.limits();
        if (limits == null || key.algorithm().isEmpty()) {
            return null;
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        if (isForAws(key)) {
            facts.put("regions", limits.regions());
            facts.put("services", limits.services());
        } else {
            facts.put("prefix", limits.prefixText().orElse(null));
            facts.put(
                    "prefixHex",
                    limits.prefix().length == 0 ? null : HexFormat.of().formatHex(limits.prefix()));
            facts.put(
                    "maxLength",
                    limits.maxLength().isPresent() ? limits.maxLength().getAsLong() : null);
        }
        if (!limits.others().isEmpty()) {
            facts.put("others", limits.others());
        }
        return facts;
    }
}
