package org.duehsm.proxy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where requests never go, whatever a name resolves to at the moment: to the credentials that a cloud hands to its
 * machines (169.254.169.254, fd00:ec2::254 and others that are link-local), and in clear beyond this machine.
 */
final class Addresses {

    private static final byte[] METADATA_PREFIX = {(byte) 0xfd, 0x00, 0x0e, (byte) 0xc2}; // fd00:ec2::/32
    private static final byte[] NAT64_PREFIX = {0x00, 0x64, (byte) 0xff, (byte) 0x9b}; // 64:ff9b::/32, IPv4 at its end

    private static final Pattern LITERAL = Pattern.compile("\\[.*|[0-9.]+");

    private Addresses() {}

    /** Those of the addresses of a rule's host that requests may go to; none if all are forbidden. */
    static List<InetSocketAddress> permitted(List<InetSocketAddress> addresses, boolean tls) {
        return addresses.stream()
                .filter(address -> isPermitted(address.getAddress(), tls))
                .toList();
    }

    static boolean isPermitted(InetAddress address, boolean tls) {
        return tls ? !isForbidden(address) : address.isLoopbackAddress();
    }

    private static boolean isForbidden(InetAddress address) {
        return address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || address instanceof Inet6Address
                        && (startsWith(address, METADATA_PREFIX) || startsWith(address, NAT64_PREFIX));
    }

    private static boolean startsWith(InetAddress address, byte[] prefix) {
        return Arrays.equals(Arrays.copyOf(address.getAddress(), prefix.length), prefix);
    }

    /** Whether the host is an address in figures, in a form that Java reads as others do. */
    static boolean isLiteral(URI uri) {
        return LITERAL.matcher(uri.getHost()).matches();
    }
}
