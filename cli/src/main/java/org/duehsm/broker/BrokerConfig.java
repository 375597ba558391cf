package org.duehsm.broker;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.duehsm.client.ClientConfig;
import org.duehsm.socket.UnixSocket;

/**
 * What the broker shares, and where.
 *
 * @param device the board's port, and the time without progress after which it counts as silent
 * @param socket the path of the Unix-domain socket to listen at, for processes of this user
 * @param group a group whose processes can open that socket, too
 * @param tcpPort a port of the loopback address to listen at, 0 to 65535; 0 is any that is free
 * @param clients how many can be connected at a time, 1 or more; half as many of one user where others can connect, by
 *     the group or TCP; a further one is closed at once, but for this very process
 */
public record BrokerConfig(
        ClientConfig device, Optional<Path> socket, Optional<String> group, OptionalInt tcpPort, int clients) {

    public static final int DEFAULT_CLIENTS = 64;

    private static final int PORT_MAX = 0xFFFF;

    /** Checks the values; throws IllegalArgumentException for one out of range. */
    public BrokerConfig {
        socket.ifPresent(UnixSocket::checkLength);
        if (group.isPresent() && socket.isEmpty()) {
            throw new IllegalArgumentException("a group is for the broker's socket; name that, too");
        }
        if (tcpPort.isPresent() && (tcpPort.getAsInt() < 0 || tcpPort.getAsInt() > PORT_MAX)) {
            throw new IllegalArgumentException("the broker's TCP port is 0 to 65535, not " + tcpPort.getAsInt());
        }
        if (clients < 1) {
            throw new IllegalArgumentException("a broker has 1 client or more, not " + clients);
        }
    }

    /** At a socket, for processes of this user only. */
    public static BrokerConfig at(ClientConfig device, Path socket) {
        return new BrokerConfig(device, Optional.of(socket), Optional.empty(), OptionalInt.empty(), DEFAULT_CLIENTS);
    }
}
