package org.duehsm.provider;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * System properties and environment variables that look like settings of DueHSM and are none, such as a misspelt
 * {@code DUEHSM_PROT}. They are told rather than refused, because others name variables, too: Kubernetes sets
 * {@code DUEHSM_SERVICE_HOST} where a service is called duehsm.
 */
final class IgnoredSettings {

    private static final String PROPERTY = "duehsm.";
    private static final String VARIABLE = "DUEHSM_";

    /** The name stands in the file only. */
    private static final List<SettingKey> SETTINGS = Arrays.stream(SettingKey.values())
            .filter(key -> key != SettingKey.NAME)
            .toList();

    private static final List<String> OVERRIDES =
            SETTINGS.stream().map(SettingKey::label).toList();

    /** With the one that the command reads. */
    private static final List<String> VARIABLES = Stream.concat(
                    SETTINGS.stream().map(SettingKey::variable), Stream.of(VARIABLE + "SERVE_TOKEN"))
            .toList();

    private static final Pattern PROPERTIES = Pattern.compile(
            Pattern.quote(PROPERTY) + "(" + TokenName.PATTERN + "\\.)?(" + String.join("|", OVERRIDES) + ")");

    private IgnoredSettings() {}

    /** A sentence for each; never the values. */
    static List<String> among(Set<String> properties, Map<String, String> environment) {
        List<String> sentences = new ArrayList<>();
        for (String name : new TreeSet<>(properties)) {
            if (startsWith(name, PROPERTY) && !PROPERTIES.matcher(name).matches()) {
                sentences.add("the system property " + name + " is no setting of DueHSM and is ignored; settings are "
                        + OVERRIDES.stream().map(PROPERTY::concat).collect(Collectors.joining(", "))
                        + ", and the same with <name>. before the key for a provider DueHSM-<name>");
            }
        }
        for (String name : new TreeSet<>(environment.keySet())) {
            if (startsWith(name, VARIABLE) && !isVariable(name, environment)) {
                sentences.add("the environment variable " + name + " is no setting of DueHSM and is ignored; settings"
                        + " are " + String.join(", ", VARIABLES));
            }
        }
        return sentences;
    }

    /* Windows ignores their case, and so does its map of them. */
    private static boolean isVariable(String name, Map<String, String> environment) {
        String upper = name.toUpperCase(Locale.ROOT);
        return VARIABLES.contains(upper) && environment.containsKey(upper);
    }

    private static boolean startsWith(String name, String prefix) {
        return name.regionMatches(true, 0, prefix, 0, prefix.length());
    }
}
