package org.duehsm.aws;

import java.util.regex.Pattern;

/** What texts have to be. */
final class Texts {

    /** The HTTP method, which is signed as it is written. */
    private static final Pattern METHOD = Pattern.compile("[A-Z]+");

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
}
