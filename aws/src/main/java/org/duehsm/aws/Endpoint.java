package org.duehsm.aws;

import java.net.URI;
import java.util.Locale;

/** The address of a service as requests name it. */
final class Endpoint {

    private Endpoint() {}

    /** Throws IllegalArgumentException unless it is {@code http[s]://host[:port][/path]}. */
    static URI require(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "an endpoint is http:// or https://, a host, and perhaps a port and a path, not " + uri);
        }
        return uri;
    }

    /** The value of the Host header in lower case: with the port unless it is the scheme's own (RFC 9110, 4.2). */
    static String host(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        int own = uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
        return uri.getPort() == -1 || uri.getPort() == own ? host : host + ":" + uri.getPort();
    }
}
