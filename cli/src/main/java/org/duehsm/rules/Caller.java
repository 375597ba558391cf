package org.duehsm.rules;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

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

    /** Who is at the other end of a connection: for a Unix-domain socket who has opened it, as the system notes. */
    public static Caller of(SocketChannel connection) throws IOException {
        if (!(connection.getLocalAddress() instanceof UnixDomainSocketAddress)) {
            return TCP;
        }
        UnixDomainPrincipal peer = connection.getOption(ExtendedSocketOptions.SO_PEERCRED);
        return peer(peer.user().getName(), peer.group().getName());
    }

    @Override
    public String toString() {
        return user.map(name -> "user " + name).orElse("tcp");
    }
}
