package org.duehsm.provider;

import java.time.Duration;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.duehsm.client.ClientConfig;

/**
 * What a provider is told.
 *
 * @param token the name of the provider
 * @param device how to reach its device
 */
record Configuration(String token, ClientConfig device) {

    /**
     * Completes the settings of a file by the overrides of its token and the defaults. The token
     * {@code DueHSM} is overridden by {@code duehsm.<key>} and {@code DUEHSM_<KEY>}, in this order;
     * {@code DueHSM-<name>} by {@code duehsm.<name>.<key>}. The name cannot be overridden.
     *
     * @param property system properties by name; null if absent
     * @param environment environment variables by name; null if absent
     * @throws java.security.InvalidParameterException if an override is not allowed
     */
    static Configuration of(ConfigurationFile file, UnaryOperator<String> property, UnaryOperator<String> environment) {
        Source source = new Source(file, property, environment);
        return new Configuration(
                file.token(),
                new ClientConfig(
                        source.value(SettingKey.PORT),
                        Integer.parseInt(source.value(SettingKey.BAUD)),
                        Duration.ofMillis(Integer.parseInt(source.value(SettingKey.TIMEOUT)))));
    }

    /** Where values come from. */
    private record Source(ConfigurationFile file, UnaryOperator<String> property, UnaryOperator<String> environment) {

        String value(SettingKey key) {
            String prefix = file.name().map(name -> "duehsm." + name + ".").orElse("duehsm.");
            String byProperty = property.apply(prefix + key.label());
            if (byProperty != null) {
                return key.check(byProperty, "system property " + prefix + key.label());
            }
            String variable = "DUEHSM_" + key.label().toUpperCase(Locale.ROOT);
            String byEnvironment = file.name().isPresent() ? null : environment.apply(variable);
            if (byEnvironment != null) {
                return key.check(byEnvironment, "environment variable " + variable);
            }
            return file.settings().getOrDefault(key, key.byDefault());
        }
    }
}
