package org.duehsm.serve;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.duehsm.socket.UnixSocket;

/**
 * How the daemon listens, and whom it serves.
 *
 * @param address where it listens for TCP; beyond loopback only with a token or rules
 * @param unixSocket where it listens, too: a Unix-domain socket that only its owner can open
 * @param hosts names besides the loopback ones and the address itself that a Host header may have
 * @param access whom it signs for
 * @param maxBody bytes of a message at most, 1 to 16 MiB
 * @param limits what clients can take of it
 */
public record DaemonConfig(
        InetSocketAddress address,
        Optional<Path> unixSocket,
        Set<String> hosts,
        Access access,
        int maxBody,
        ClientLimits limits) {

    /** The port of the original daemon. */
    public static final int DEFAULT_PORT = 8086;

    /** Bytes of a message unless configured; a query of a web API is far below it. */
    public static final int DEFAULT_MAX_BODY = 64 << 10;

    /** The environment variable that has the token where no file is named; daemon and clients read it. */
    public static final String TOKEN_VARIABLE = "DUEHSM_SERVE_TOKEN";

    static final int MAX_MAX_BODY = 16 << 20;

    /** Checks the values; throws IllegalArgumentException for what is not allowed. */
    public DaemonConfig {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("--bind: there is no address for " + address.getHostString()
                    + "; give an IP address of this machine");
        }
        if (!address.getAddress().isLoopbackAddress() && access.isOpen()) {
            throw new IllegalArgumentException(
                    "--bind " + address.getHostString()
                            + " lets other machines sign with every key of the device: that needs a token, --token-file FILE, or rules, --rules FILE");
        }
        if (maxBody < 1 || maxBody > MAX_MAX_BODY) {
            throw new IllegalArgumentException("--max-body is 1 to " + MAX_MAX_BODY + " bytes, not " + maxBody);
        }
        unixSocket.ifPresent(UnixSocket::checkLength);
        hosts = Set.copyOf(hosts);
    }

    /** With the limits that suit one device. */
    public DaemonConfig(
            InetSocketAddress address, Optional<Path> unixSocket, Set<String> hosts, Access access, int maxBody) {
        this(address, unixSocket, hosts, access, maxBody, ClientLimits.DEFAULT);
    }

    /** As the original: loopback only, no token. */
    public static DaemonConfig onLoopback(int port) {
        return new DaemonConfig(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                Optional.empty(),
                Set.of(),
                Access.open(),
                DEFAULT_MAX_BODY);
    }

    /** How long a message may take to arrive: a second more for each MiB that it may have. */
    Duration bodyPatience() {
        return limits.body().plusSeconds(maxBody >> 20);
    }

    /** The address as a URI writes it (RFC 3986, 3.2.2), in figures. */
    static String literal(InetAddress address) {
        String text = address.getHostAddress();
        return address instanceof Inet6Address ? "[" + text + "]" : text;
    }
}
