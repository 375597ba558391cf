package org.duehsm.serve;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How the daemon listens, and whom it serves.
 *
 * @param address where it listens for TCP; beyond loopback only with a token
 * @param unixSocket where it listens, too: a Unix-domain socket that only its owner can open
 * @param hosts names besides the loopback ones and the address itself that a Host header may have
 * @param token what a client has to know to have something signed
 * @param maxBody bytes of a message at most, 1 to 16 MiB
 * @param patience how long a message may take to arrive
 */
public record DaemonConfig(
        InetSocketAddress address,
        Optional<Path> unixSocket,
        Set<String> hosts,
        Optional<Token> token,
        int maxBody,
        Duration patience) {

    /** The port of the original daemon. */
    public static final int DEFAULT_PORT = 8086;

    /** Bytes of a message unless configured; a query of a web API is far below it. */
    public static final int DEFAULT_MAX_BODY = 64 << 10;

    /** How long a message may take to arrive unless configured. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(10);

    private static final int MAX_MAX_BODY = 16 << 20;

    /** Checks the values; throws IllegalArgumentException for what is not allowed. */
    public DaemonConfig {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("--bind: there is no address for " + address.getHostString()
                    + "; give an IP address of this machine");
        }
        if (!address.getAddress().isLoopbackAddress() && token.isEmpty()) {
            throw new IllegalArgumentException("--bind " + address.getHostString()
                    + " lets other machines sign with every key of the device: that needs a token, --token-file FILE");
        }
        if (maxBody < 1 || maxBody > MAX_MAX_BODY) {
            throw new IllegalArgumentException("--max-body is 1 to " + MAX_MAX_BODY + " bytes, not " + maxBody);
        }
        hosts = Set.copyOf(hosts);
    }

    /** As the original: loopback only, no token. */
    public static DaemonConfig onLoopback(int port) {
        return new DaemonConfig(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                DEFAULT_MAX_BODY,
                DEFAULT_PATIENCE);
    }

    /** The address as a URI writes it (RFC 3986, 3.2.2), in figures. */
    static String literal(InetAddress address) {
        String text = address.getHostAddress();
        return address instanceof Inet6Address ? "[" + text + "]" : text;
    }
}
