package org.duehsm.aws;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** The address of a service as requests name it. */
final class Endpoint {

    private static final Pattern ASCII = Pattern.compile("[!-~]+");

    private Endpoint() {}

    /** Throws IllegalArgumentException unless it is {@code http[s]://host[:port][/path]}, all in ASCII. */
    static URI require(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String authority = uri.getRawAuthority();
        if (authority != null && authority.contains("@")) { // which may be a password
            throw new IllegalArgumentException("an endpoint has nothing and no @ before its host "
                    + authority.substring(authority.lastIndexOf('@') + 1));
        }
        if (!ASCII.matcher(uri.toString()).matches()) {
            throw new IllegalArgumentException("an endpoint is ASCII, the rest percent-encoded, not " + uri);
        }
        if (uri.getHost() == null && authority != null) { // URI leaves it at that, java.net.http does not
            throw new IllegalArgumentException(
                    "an endpoint is a host of letters, digits, dashes and dots, or its address, not " + uri);
        }
        if (!scheme.equals("http") && !scheme.equals("https")
                || uri.getHost() == null
                || uri.getPort() == 0
                || uri.getPort() > 65535
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "an endpoint is http:// or https://, a host, and perhaps a port and a path, not " + uri);
        }
        return uri;
    }

    /** The URI without its query; nothing of it is checked. */
    static URI withoutQuery(URI uri) {
        return URI.create(uri.toString().substring(0, uri.toString().indexOf('?')));
    }

    /** This path and query, which starts with a question mark or is empty, at the same server. */
    static URI with(URI uri, String path, String query) {
        return URI.create(uri.getScheme().toLowerCase(Locale.ROOT) + "://" + host(uri) + path + query);
    }

    /** The value of the Host header in lower case: with the port unless it is the scheme's own (RFC 9110, 4.2). */
    static String host(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        int own = uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
        return uri.getPort() == -1 || uri.getPort() == own ? host : host + ":" + uri.getPort();
    }
}
