package org.duehsm.aws;

import java.util.regex.Pattern;

/** What texts have to be. */
final class Texts {

    /** The HTTP method, which is signed as it is written. */
    private static final Pattern METHOD = Pattern.compile("[A-Z]+");

    private static final Pattern DOTS = Pattern.compile("(.*/)?\\.\\.?(/.*)?", Pattern.DOTALL);

    private Texts() {}

    /** Throws IllegalArgumentException, with the rule and the value in it, unless the value matches. */
    static void require(Pattern pattern, String value, String rule) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(rule + ", not: " + value);
        }
    }

    static void requireMethod(String method) {
        require(METHOD, method, "a method is upper-case letters");
    }

    /**
     * Throws IllegalArgumentException for {@code .} or {@code ..} between slashes.
     *
     * @param what what the path is: a path, a key
     */
    static void requireNoDots(String path, String what) {
        if (DOTS.matcher(path).matches()) {
            throw new IllegalArgumentException("a " + what + " with . or .. between slashes, out of which servers and"
                    + " proxies make another " + what + ": " + path);
        }
    }
}
