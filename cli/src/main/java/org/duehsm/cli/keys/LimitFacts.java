package org.duehsm.cli.keys;

import java.util.LinkedHashMap;
import java.util.Map;
import org.duehsm.client.Algorithm;
import org.duehsm.client.KeyEntry;
import org.duehsm.client.KeyLimits;

/** What a key is limited to, as lists of keys show it. */
public final class LimitFacts {

    private LimitFacts() {}

    /** Whether keys of its algorithm have limits, or may have none, which is worth showing. */
    static boolean mayHave(KeyEntry key) {
        return key.algorithm().filter(Algorithm.AWS4_HMAC_SHA256::equals).isPresent();
    }

    /** In words; empty where keys of its algorithm have none. */
    public static String words(KeyEntry key) {
        if (!mayHave(key)) {
            return "";
        }
        return key.limits() == null ? "not told" : key.limits().toString();
    }

    /** Under names for JSON; null where keys of its algorithm have none, or the device has not told them. */
    public static Map<String, Object> of(KeyEntry key) {
        KeyLimits limits = key.limits();
        if (!mayHave(key) || limits == null) {
            return null;
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("regions", limits.regions());
        facts.put("services", limits.services());
        if (!limits.others().isEmpty()) {
            facts.put("others", limits.others());
        }
        return facts;
    }
}
