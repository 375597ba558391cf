package org.duehsm.provider;

import java.util.regex.Pattern;

/** The names of tokens: {@code DueHSM}, or {@code DueHSM-<name>} where the configuration has a name. */
final class TokenName {

    /** The token of who names none. */
    static final String DEFAULT = "DueHSM";

    /** What a configured name may be, as a regular expression. */
    static final String PATTERN = "[A-Za-z0-9_-]{1,32}";

    private static final Pattern CONFIGURED = Pattern.compile(PATTERN);
    private static final Pattern TOKEN = Pattern.compile(DEFAULT + "(-" + PATTERN + ")?");

    /** What a configured name may be, in words. */
    static final String ALLOWED = "1 to 32 letters, digits, '-' or '_'";

    private TokenName() {}

    /** Whether this may stand as {@code name} in a configuration. */
    static boolean isName(String name) {
        return CONFIGURED.matcher(name).matches();
    }

    /** The token for a configured name. */
    static String of(String name) {
        return DEFAULT + "-" + name;
    }

    /** Returns the token, or throws IllegalArgumentException if it is none. */
    static String require(String token) {
        if (token == null || !TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException("a token is " + DEFAULT + " or " + DEFAULT + "-<name> with a name of "
                    + ALLOWED + ", not " + token);
        }
        return token;
    }

    /** What to say of a specification that came to another token, as it does where the JDK tries one after the other. */
    static String wrong(Object specification, String meant, String token) {
        return specification + " is for " + meant + ", not for " + token + ": ask for the provider " + meant
                + ", or name " + token + " in the specification";
    }
}
