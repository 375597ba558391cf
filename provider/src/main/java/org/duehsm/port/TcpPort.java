package org.duehsm.port;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Opens a device behind a TCP port, as the virtual Due is: {@code tcp://host:port}. */
final class TcpPort {

    /** Those of which a log has been told. */
    private static final Set<PortName> WARNED = ConcurrentHashMap.newKeySet();

    private TcpPort() {}

    /** @param log is told of a port that leads out of this computer, once */
    static Port open(PortName.Tcp name, int timeoutMillis, Consumer<String> log) throws IOException {
        SocketPort port = connect(name, name.address(), timeoutMillis);
        InetAddress other = ((InetSocketAddress) port.channel().getRemoteAddress()).getAddress();
        if (!other.isLoopbackAddress() && WARNED.add(name)) {
            log.accept(name
                    + ": anybody on the way there can read and change what is sent, keys that are imported among it;"
                    + " use tls://host:port (SECURITY.md)");
        }
        return port;
    }

    /** The line of bytes below a port of this name. */
    static SocketPort connect(PortName name, HostAndPort address, int timeoutMillis) throws IOException {
        InetSocketAddress remote = address.resolve();
        if (remote.isUnresolved()) {
            throw new IOException(name + ": there is no host of this name");
        }
        try {
            return SocketPort.connect(name, SocketChannel.open(), remote, timeoutMillis);
        } catch (UnsupportedAddressTypeException e) {
            throw new IOException(name + ": this JVM was told to do without IPv6 (java.net.preferIPv4Stack)", e);
        } catch (IOException e) {
            throw new IOException(
                    name + ": cannot connect (" + e.getMessage() + "); is the device's program running there?", e);
        }
    }
}
