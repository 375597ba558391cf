package org.duehsm.rules;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/**
 * Who calls, as far as the system says: the process at the other end of a Unix-domain socket, or anybody over TCP.
 *
 * @param user its user, who has a number as a name where the system knows no other; nothing for TCP
 * @param group likewise its group: the one that the process was in when it connected, of several the primary one
 */
public record Caller(Optional<UserPrincipal> user, Optional<GroupPrincipal> group) {

    /** Anybody over TCP. */
    public static final Caller TCP = new Caller(Optional.empty(), Optional.empty());

    /** Who is at the other end of a connection: for a Unix-domain socket who has opened it, as the system notes. */
    public static Caller of(SocketChannel connection) throws IOException {
        if (!(connection.getLocalAddress() instanceof UnixDomainSocketAddress)) {
            return TCP;
        }
        UnixDomainPrincipal peer = connection.getOption(ExtendedSocketOptions.SO_PEERCRED);
        return peer(peer.user(), peer.group());
    }

    static Caller peer(UserPrincipal user, GroupPrincipal group) {
        return new Caller(Optional.of(user), Optional.of(group));
    }

    @Override
    public String toString() {
        return user.map(name -> "user " + name.getName()).orElse("tcp");
    }
}
