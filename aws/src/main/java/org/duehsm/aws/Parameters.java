package org.duehsm.aws;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The parameters of a request to a query API. Immutable. */
record Parameters(Map<String, String> map) {

    static Parameters of(String name, String value) {
        return new Parameters(Map.of(name, value));
    }

    Parameters with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(map);
        more.put(name, value);
        return new Parameters(more);
    }

    /** A list as query APIs write it: {@code name.1}, {@code name.2} ..., in place of one that is there. */
    Parameters withList(String name, List<String> values) {
        Map<String, String> more = new LinkedHashMap<>(map);
        more.keySet().removeIf(other -> other.matches(Pattern.quote(name) + "\\.\\d+"));
        for (int i = 0; i < values.size(); i++) {
            more.put(name + "." + (i + 1), values.get(i));
        }
        return new Parameters(more);
    }

    Parameters withList(String name, String[] values) {
        return withList(name, Arrays.asList(values));
    }
}
