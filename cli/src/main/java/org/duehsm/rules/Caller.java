package org.duehsm.rules;

import java.util.Optional;

/**
 * Who calls, as far as the system says: the process at the other end of a Unix-domain socket, or anybody over TCP.
 *
 * @param user the name of its user, or the number where it has none; nothing for TCP
 * @param group likewise its primary group
 */
public record Caller(Optional<String> user, Optional<String> group) {

    /** Anybody over TCP. */
    public static final Caller TCP = new Caller(Optional.empty(), Optional.empty());

    /** A process, by the names of its user and its primary group. */
    public static Caller peer(String user, String group) {
        return new Caller(Optional.of(user), Optional.of(group));
    }

    @Override
    public String toString() {
        return user.map(name -> "user " + name).orElse("tcp");
    }
}
