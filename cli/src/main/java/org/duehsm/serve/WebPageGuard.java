package org.duehsm.serve;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Keeps web pages out. A browser reaches loopback, so any page could have requests signed: by a
 * request to the daemon's address, which then has an Origin header, or by a name of the page's own
 * that it has resolve to loopback (DNS rebinding), which then is in the Host header.
 */
final class WebPageGuard {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final DaemonConfig config;

    WebPageGuard(DaemonConfig config) {
        this.config = config;
    }

    /** Why the request is refused, if it is. */
    Optional<Answer> refusal(Request request) {
        if (request.getHeaders().contains(HttpHeader.ORIGIN)) {
            return Optional.of(Answer.FOREIGN_ORIGIN);
        }
        String header = request.getHeaders().get(HttpHeader.HOST);
        String target = request.getHttpURI().getHost();
        boolean known = header != null && isKnown(withoutPort(header)) && (target == null || isKnown(target));
        return known ? Optional.empty() : Optional.of(Answer.FOREIGN_HOST);
    }

    private boolean isKnown(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        InetAddress address = config.address().getAddress();
        return LOOPBACK.contains(name)
                || config.hosts().contains(name)
                || !address.isAnyLocalAddress() && name.equals(DaemonConfig.literal(address));
    }

    private static String withoutPort(String host) {
        return host.replaceFirst(":\\d*$", "");
    }
}
