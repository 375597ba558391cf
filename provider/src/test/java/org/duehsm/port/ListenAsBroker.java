package org.duehsm.port;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;

/** A program that listens at a socket until its input ends. */
final class ListenAsBroker {

    static final String LISTENS = "listens";

    private ListenAsBroker() {}

    public static void main(String[] path) throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path[0]));
            System.out.println(LISTENS);
            while (System.in.read() >= 0) {
                // waits for the end
            }
        }
    }
}
