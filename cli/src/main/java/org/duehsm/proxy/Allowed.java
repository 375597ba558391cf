package org.duehsm.proxy;

import java.util.List;
import java.util.Set;
import org.duehsm.rules.KeyPattern;

/**
 * A line of a rule: these methods, of those paths.
 *
 * @param methods in upper case
 * @param paths decoded, with stars that stand for any characters
 */
record Allowed(Set<String> methods, List<KeyPattern> paths) {

    /** Whether it is for this request. */
    boolean permits(String method, String path) {
        return methods.contains(method) && paths.stream().anyMatch(pattern -> pattern.matches(path));
    }
}
