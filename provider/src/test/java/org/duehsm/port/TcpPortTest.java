package org.duehsm.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TcpPortTest extends SocketPorts {

    @Override
    ServerSocketChannel listen() throws IOException {
        return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    }

    @Override
    int much() {
        return 20 << 20;
    }

    @Override
    String port(ServerSocketChannel server) throws IOException {
        return "tcp://127.0.0.1:" + ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    @Test
    void thatOthersCanReadItIsLoggedOnce() throws IOException {
        Optional<InetAddress> outside = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
        assumeTrue(outside.isPresent(), "this computer has no address but its own");
        List<String> log = new ArrayList<>();
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(0), 4)) {
            int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            for (String host : List.of("127.0.0.1", outside.get().getHostAddress())) {
                PortName.Tcp name = (PortName.Tcp) PortName.parse("tcp://" + host + ":" + port);
                TcpPort.open(name, 20_000, log::add).close();
                TcpPort.open(name, 20_000, log::add).close();
            }
            assertThat(log)
                    .singleElement()
                    .asString()
                    .startsWith("tcp://" + outside.get().getHostAddress() + ":" + port + ": ")
                    .contains("can read and change what is sent", "tls://");
        }
    }
}
