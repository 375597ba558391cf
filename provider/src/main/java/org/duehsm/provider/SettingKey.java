package org.duehsm.provider;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.InvalidParameterException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.LoginSecret;
import org.duehsm.port.PortName;

/** The keys of a configuration, their defaults and their allowed values. */
enum SettingKey {
    PORT(
            "auto",
            "auto, a serial port such as /dev/ttyACM0 or COM5, tcp://host:port with a port from 1 to 65535,"
                    + " unix:/path of a broker's socket with at most " + PortName.Unix.MAX_PATH
                    + " bytes of path, tls://host:port, or jvm: for tests; or several different ones, separated by commas",
            SettingKey::isPort),
    BAUD(
            "250000",
            "9600 to 1000000 bits per second (opening a board at 1200 wipes it), 250000 unless the firmware was built"
                    + " for another",
            text -> isNumber(text, 9_600, 1_000_000)),
    TIMEOUT("3000", "100 to 600000 milliseconds", text -> isNumber(text, 100, 600_000)),
    NAME(null, TokenName.ALLOWED, TokenName::isName),
    CONNECTIONS(
            "1",
            "1 to " + ClientConfig.MAX_CONNECTIONS + " sessions with each port, and as many with all together",
            text -> isNumber(text, 1, ClientConfig.MAX_CONNECTIONS)),
    TLS_TRUST_STORE(null, "the path of a file with certificates: PEM, PKCS12 or JKS", SettingKey::isPath),
    TLS_KEY_STORE(null, "the path of a key store: PKCS12 or JKS", SettingKey::isPath),
    TLS_PASSWORD_FILE(null, "the path of a file with one line, the password of the stores", SettingKey::isPath),
    LOGIN(
            null,
            "the name of a login, 1 to " + LoginSecret.MAX_NAME_BYTES + " bytes of UTF-8 without control characters;"
                    + " empty: nobody logs in by name",
            text -> text.isEmpty() || isLogin(text)),
    SECRET_FILE(
            null, "the path of a file with the secret of a login; empty: none", text -> text.isEmpty() || isPath(text));

    private final String byDefault;
    private final String allowed;
    private final Predicate<String> isAllowed;

    SettingKey(String byDefault, String allowed, Predicate<String> isAllowed) {
        this.byDefault = byDefault;
        this.allowed = allowed;
        this.isAllowed = isAllowed;
    }

    /** The key as written in a file. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The environment variable that overrides it. */
    String variable() {
        return "DUEHSM_" + name();
    }

    /** The value if none is given; null: no value. */
    String byDefault() {
        return byDefault;
    }

    /** Returns the text if it is allowed, or throws with a message that names where it stands. */
    String check(String text, String source) {
        String trimmed = text.trim();
        if (!isAllowed.test(trimmed)) {
            throw new InvalidParameterException("DueHSM configuration, " + source + ": " + label() + " = " + trimmed
                    + " is not allowed; allowed: " + allowed);
        }
        return trimmed;
    }

    /** The key with this label. */
    static Optional<SettingKey> labelled(String label) {
        return Arrays.stream(values()).filter(key -> key.label().equals(label)).findFirst();
    }

    /** All labels, for messages. */
    static String labels() {
        return Arrays.stream(values()).map(SettingKey::label).collect(Collectors.joining(", "));
    }

    private static boolean isPort(String text) {
        return text.chars().noneMatch(Character::isISOControl) && ClientConfig.isPort(text);
    }

    private static boolean isLogin(String text) {
        try {
            LoginSecret.requireName(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isPath(String text) {
        try {
            return !text.isEmpty() && !Path.of(text).toString().isEmpty();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isNumber(String text, int lowest, int highest) {
        if (!text.matches("\\d{1,9}")) {
            return false;
        }
        int number = Integer.parseInt(text);
        return number >= lowest && number <= highest;
    }
}
