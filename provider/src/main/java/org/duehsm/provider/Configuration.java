package org.duehsm.provider;

import java.nio.file.Path;
import java.security.InvalidParameterException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.Login;
import org.duehsm.port.TlsFiles;

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
     * @throws InvalidParameterException if an override is not allowed, or the settings do not go together
     */
    static Configuration of(ConfigurationFile file, UnaryOperator<String> property, UnaryOperator<String> environment) {
        Source source = new Source(file, property, environment);
        try {
            return new Configuration(
                    file.token(),
                    new ClientConfig(
                            source.value(SettingKey.PORT),
                            source.number(SettingKey.BAUD),
                            Duration.ofMillis(source.number(SettingKey.TIMEOUT)),
                            source.number(SettingKey.CONNECTIONS),
                            new TlsFiles(
                                    source.path(SettingKey.TLS_TRUST_STORE),
                                    source.path(SettingKey.TLS_KEY_STORE),
                                    source.path(SettingKey.TLS_PASSWORD_FILE)),
                            Login.of(
                                    source.unlessEmpty(SettingKey.LOGIN),
                                    source.path(SettingKey.SECRET_FILE).orElse(null))));
        } catch (InvalidParameterException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            // Each value is allowed, and they do not go together.
            throw new InvalidParameterException("DueHSM configuration, " + file.source() + ": " + e.getMessage());
        }
    }

    /** Where values come from. */
    private record Source(ConfigurationFile file, UnaryOperator<String> property, UnaryOperator<String> environment) {

        int number(SettingKey key) {
            return Integer.parseInt(value(key));
        }

        String value(SettingKey key) {
            String prefix = file.name().map(name -> "duehsm." + name + ".").orElse("duehsm.");
            String byProperty = property.apply(prefix + key.label());
            if (byProperty != null) {
                return key.check(byProperty, "system property " + prefix + key.label());
            }
            String variable = key.variable();
            String byEnvironment = file.name().isPresent() ? null : environment.apply(variable);
            if (byEnvironment != null) {
                return key.check(byEnvironment, "environment variable " + variable);
            }
            return file.settings().getOrDefault(key, key.byDefault());
        }

        /** An empty value, where one is allowed, takes back what is set elsewhere. */
        String unlessEmpty(SettingKey key) {
            String text = value(key);
            return text == null || text.isEmpty() ? null : text;
        }

        Optional<Path> path(SettingKey key) {
            return Optional.ofNullable(unlessEmpty(key))
                    .map(text -> Path.of(text).toAbsolutePath());
        }
    }
}
