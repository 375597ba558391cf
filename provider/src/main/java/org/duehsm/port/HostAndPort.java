package org.duehsm.port;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where somebody listens on the network, in one spelling; the host stays what it is, because its name may lead
 * to another tomorrow.
 *
 * @param host a name in lower case, or an address without brackets
 * @param port 1 to 65535
 */
record HostAndPort(String host, int port) {

    /** What has a colon, an IPv6 address, is in brackets. */
    private static final Pattern TEXT = Pattern.compile(
            "(?:\\[([^\\[\\]\\s\\p{Cntrl}]*:[^\\[\\]\\s\\p{Cntrl}]*)]|([^:/?#@\\[\\]\\s\\p{Cntrl}]+)):([0-9]{1,5})");

    /** Reads {@code host:port}; empty if the text is none. */
    static Optional<HostAndPort> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        int port = parts.matches() ? Integer.parseInt(parts.group(3)) : 0;
        if (port < 1 || port > 0xFFFF) {
            return Optional.empty();
        }
        String ipv6 = parts.group(1);
        String host = ipv6 != null ? oneSpelling(ipv6) : parts.group(2).toLowerCase(Locale.ROOT);
        return Optional.of(new HostAndPort(host, port));
    }

    private static String oneSpelling(String ipv6) {
        try {
            // In brackets it is an address, so that this asks no name server.
            return InetAddress.getByName("[" + ipv6 + "]").getHostAddress();
        } catch (UnknownHostException e) {
            return ipv6; // opening it tells
        }
    }

    /** Whether the host is a name, and not an address. */
    boolean isName() {
        return !host.contains(":") && !host.matches("[0-9.]+");
    }

    /** The address that the host has now; unresolved if there is no such host. */
    InetSocketAddress resolve() {
        return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
