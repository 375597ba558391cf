package org.duehsm.rules;

import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Set;

/**
 * A line of rules: these may do this with those keys.
 *
 * @param who whom it is for
 * @param rights what they may do
 * @param keys the keys with which; empty only if no right needs any
 */
record Rule(Who who, Set<Right> rights, List<KeyPattern> keys) implements Permissions {

    /** Whom a rule is for. */
    sealed interface Who permits User, Group, Tcp, Bearer {}

    /** The processes of a user. */
    record User(UserPrincipal user) implements Who {}

    /**
     * The processes that run in a group, and those of its members.
     *
     * @param group the group
     * @param members users that the system's group database names as its members
     */
    record Group(GroupPrincipal group, Set<UserPrincipal> members) implements Who {}

    /** The programs of this machine that come over TCP. */
    record Tcp() implements Who {}

    /**
     * Those that show a token.
     *
     * @param name what the rules call it
     */
    record Bearer(String name, Token token) implements Who {}

    @Override
    public boolean permits(Right right, String keyId) {
        if (!rights.contains(right)) {
            return false;
        }
        if (keyId != null) {
            return keys.stream().anyMatch(pattern -> pattern.matches(keyId));
        }
        // What changes the whole device concerns all keys.
        return right != Right.MANAGE || keys.stream().anyMatch(KeyPattern::isForAll);
    }
}
