package org.duehsm.port;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;

/** Who listens at the other end of a Unix-domain socket. Alone needs module jdk.net, which not every Java has. */
final class PeerUser {

    private PeerUser() {}

    /** The user whose process made the socket listen; empty if this Java or this system cannot tell. */
    static Optional<UserPrincipal> of(SocketChannel channel) throws IOException {
        try {
            return Optional.of(
                    channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user());
        } catch (UnsupportedOperationException | NoClassDefFoundError e) {
            return Optional.empty();
        }
    }
}
