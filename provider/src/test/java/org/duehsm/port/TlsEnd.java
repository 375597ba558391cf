package org.duehsm.port;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Speaks TLS to all who come to a socket, as a server in front of a broker does. */
final class TlsEnd {

    /** One who came. */
    record Client(SocketChannel channel, SSLSocket socket) {

        /** The names of hosts that it came for. */
        List<SNIServerName> asked() {
            return ((ExtendedSSLSession) socket.getSession()).getRequestedServerNames();
        }
    }

    private final BlockingQueue<Client> clients = new LinkedBlockingQueue<>();

    /**
     * Begins, until the socket is closed.
     *
     * @param setting is asked for each client, before TLS begins
     */
    TlsEnd(ServerSocketChannel server, SSLContext context, Consumer<SSLSocket> setting) {
        Thread thread = new Thread(() -> {
            while (server.isOpen()) {
                try {
                    accept(server, context, setting);
                } catch (IOException refused) {
                    // or closed
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(ServerSocketChannel server, SSLContext context, Consumer<SSLSocket> setting)
            throws IOException {
        SocketChannel channel = server.accept();
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(channel.socket(), null, true);
        setting.accept(socket);
        try {
            socket.startHandshake();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        clients.add(new Client(channel, socket));
    }

    /** The next one with whom TLS has begun. */
    Client next() throws InterruptedException {
        return clients.take();
    }
}
