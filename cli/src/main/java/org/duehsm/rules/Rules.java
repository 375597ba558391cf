package org.duehsm.rules;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who may do what: the rules of one file, for every listener of the daemon. What no rule permits is not allowed, to
 * root neither; the order of the rules does not matter. They are read once, with the members of groups.
 *
 * <pre>
 * # who              may                       with the keys
 * user payments      mac                       stripe-* "our shop"
 * group operators    mac,list,random,manage    *
 * tcp                mac                       web-*
 * token build.token  mac,list                  release
 * </pre>
 */
public final class Rules {

    private final List<Rule> rules;

    private Rules(List<Rule> rules) {
        this.rules = rules;
    }

    /**
     * The rules in a file, UTF-8.
     *
     * @throws IOException if the file, or one with a token that it names, cannot be read
     * @throws IllegalArgumentException for a line that is no rule, with file and number of the line, and for a file that
     *     others than root and the account of this process could change
     */
    public static Rules read(Path file) throws IOException {
        return new Rules(RulesFile.read(file));
    }

    /** What a caller may do. */
    public Permissions of(Caller caller) {
        return permissions(who -> {
            if (who instanceof Rule.User one) {
                return is(caller.user(), one.user()::equals);
            }
            if (who instanceof Rule.Group members) {
                return is(caller.group(), members.group()::equals) || is(caller.user(), members.members()::contains);
            }
            return who instanceof Rule.Tcp && caller.user().isEmpty();
        });
    }

    private static <T> boolean is(Optional<T> known, Predicate<T> meant) {
        return known.isPresent() && meant.test(known.get());
    }

    /** What the rules call the token that an HTTP client's Authorization header shows; empty if it shows none of theirs. */
    public Optional<String> tokenName(String authorization) {
        return rules.stream()
                .filter(rule -> isShown(rule.who(), authorization))
                .map(rule -> ((Rule.Bearer) rule.who()).name())
                .findFirst();
    }

    /** What an HTTP client may do for its Authorization header alone. */
    public Permissions ofToken(String authorization) {
        return permissions(who -> isShown(who, authorization));
    }

    private static boolean isShown(Rule.Who who, String authorization) {
        return who instanceof Rule.Bearer bearer && bearer.token().isShownBy(authorization);
    }

    private Permissions permissions(Predicate<Rule.Who> isMeant) {
        List<Rule> own = rules.stream().filter(rule -> isMeant.test(rule.who())).toList();
        return (right, keyId) -> own.stream().anyMatch(rule -> rule.permits(right, keyId));
    }

    /** Whether a rule is for whoever comes over TCP. */
    public boolean admitTcp() {
        return rules.stream().anyMatch(rule -> rule.who() instanceof Rule.Tcp);
    }

    /** Whether a rule is for who shows a token. */
    public boolean admitTokens() {
        return rules.stream().anyMatch(rule -> rule.who() instanceof Rule.Bearer);
    }
}
