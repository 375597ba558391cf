package org.duehsm.provider;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.InvalidParameterException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The checked settings of a Properties file in UTF-8.
 *
 * @param source the file's name, for messages
 * @param settings what the file sets
 */
record ConfigurationFile(String source, Map<SettingKey, String> settings) {

    /** The settings of a provider that was given no file. */
    static final ConfigurationFile NONE = new ConfigurationFile("no file", Map.of());

    /**
     * Reads a file.
     *
     * @throws InvalidParameterException if it cannot be read, has an unknown key, or a value that is not allowed
     */
    static ConfigurationFile read(Path file) {
        Properties properties = load(file);
        Map<SettingKey, String> settings = new EnumMap<>(SettingKey.class);
        for (String label : properties.stringPropertyNames()) {
            SettingKey key = SettingKey.labelled(label).orElseThrow(() -> unknown(label, file));
            settings.put(key, key.check(properties.getProperty(label), "file " + file));
        }
        return new ConfigurationFile("file " + file, settings);
    }

    /** The token's name without {@code DueHSM-}, if the file gives one. */
    Optional<String> name() {
        return Optional.ofNullable(settings.get(SettingKey.NAME));
    }

    /** The token that the file configures. */
    String token() {
        return name().map(TokenName::of).orElse(TokenName.DEFAULT);
    }

    private static Properties load(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            return properties;
        } catch (NoSuchFileException e) {
            throw unreadable(
                    file,
                    "there is no such file; the path starts at " + Path.of("").toAbsolutePath()
                            + " unless it is absolute",
                    e);
        } catch (CharacterCodingException e) {
            throw unreadable(file, "the file is not UTF-8 text", e);
        } catch (IllegalArgumentException e) {
            throw unreadable(file, "the file has a broken \\u escape (write \\ as \\\\)", e);
        } catch (IOException e) {
            throw unreadable(file, "the file cannot be read: " + e, e);
        }
    }

    private static InvalidParameterException unreadable(Path file, String why, Exception cause) {
        InvalidParameterException unreadable =
                new InvalidParameterException("DueHSM configuration, file " + file + ": " + why);
        unreadable.initCause(cause);
        return unreadable;
    }

    private static InvalidParameterException unknown(String label, Path file) {
        String hint = SettingKey.labelled(label.toLowerCase(java.util.Locale.ROOT))
                .map(key -> "; did you mean " + key.label() + "?")
                .orElse("");
        return new InvalidParameterException("DueHSM configuration, file " + file + ": the key " + label
                + " is unknown; known keys are " + SettingKey.labels() + hint);
    }
}
