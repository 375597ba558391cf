package org.duehsm.port;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;

/** Opens a device behind a TCP port, as the virtual Due is: {@code tcp://host:port}. */
final class TcpPort {

    private TcpPort() {}

    static Port open(PortName.Tcp name, int timeoutMillis) throws IOException {
        InetSocketAddress remote = name.address().resolve();
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
