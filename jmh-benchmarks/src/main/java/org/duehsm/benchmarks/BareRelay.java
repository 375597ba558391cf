package org.duehsm.benchmarks;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * Carries bytes between a host and a device, both at Unix-domain sockets, by one thread for each direction, and does
 * nothing else: what it takes at least to stand between them. For one host, once.
 */
final class BareRelay implements AutoCloseable {

    /** How the names of its threads begin. */
    static final String THREADS = "bare relay";

    private static final int READ_SIZE = 16_384;

    private final ServerSocketChannel door;
    private final SocketChannel device;

    /** Starts it, between the socket at which it listens, and the device's. */
    BareRelay(Path socket, Path deviceSocket) throws IOException {
        device = SocketChannel.open(UnixDomainSocketAddress.of(deviceSocket));
        door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        door.bind(UnixDomainSocketAddress.of(socket));
        start(this::serve);
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work, THREADS);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void serve() {
        try (SocketChannel host = door.accept()) {
            start(() -> carry(device, host));
            carry(host, device);
        } catch (IOException closed) {
            // Nobody has come.
        }
    }

    private static void carry(SocketChannel from, SocketChannel to) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(READ_SIZE);
        try {
            while (from.read(bytes) >= 0) {
                bytes.flip();
                while (bytes.hasRemaining()) {
                    to.write(bytes);
                }
                bytes.clear();
            }
        } catch (IOException gone) {
            // One of them, so there is nothing to carry.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        device.close();
    }
}
