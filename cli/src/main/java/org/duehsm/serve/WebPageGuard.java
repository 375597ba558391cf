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
public final class WebPageGuard {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Why a request may be a web page's. */
    public enum Suspicion {
        /** It has an Origin header. */
        ORIGIN,
        /** Its Host header, or its target, names a host that is none of ours. */
        HOST
    }

    private final InetAddress address;
    private final Set<String> hosts;

    /**
     * Before a server.
     *
     * @param address where it listens
     * @param hosts names besides the loopback ones and the address itself that a Host header may have, in lower case
     */
    public WebPageGuard(InetAddress address, Set<String> hosts) {
        this.address = address;
        this.hosts = Set.copyOf(hosts);
    }

    WebPageGuard(DaemonConfig config) {
        this(config.address().getAddress(), config.hosts());
    }

    /** Why the request is refused, if it is: what the daemon answers. */
    Optional<Answer> refusal(Request request) {
        return suspicion(request)
                .map(suspicion -> suspicion == Suspicion.ORIGIN ? Answer.FOREIGN_ORIGIN : Answer.FOREIGN_HOST);
    }

    /** Why the request may be a web page's, if it may. */
    public Optional<Suspicion> suspicion(Request request) {
        if (request.getHeaders().contains(HttpHeader.ORIGIN)) {
            return Optional.of(Suspicion.ORIGIN);
        }
        String header = request.getHeaders().get(HttpHeader.HOST);
        String target = request.getHttpURI().getHost();
        boolean known = header != null && isKnown(withoutPort(header)) && (target == null || isKnown(target));
        return known ? Optional.empty() : Optional.of(Suspicion.HOST);
    }

    private boolean isKnown(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return LOOPBACK.contains(name)
                || hosts.contains(name)
                || !address.isAnyLocalAddress() && name.equals(DaemonConfig.literal(address));
    }

    private static String withoutPort(String host) {
        return host.replaceFirst(":\\d*$", "");
    }
}
