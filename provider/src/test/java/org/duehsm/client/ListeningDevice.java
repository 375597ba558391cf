package org.duehsm.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.duehsm.link.SimulatedDevice;
import org.duehsm.port.Port;

/** A simulated device behind a socket, for one client after the other; it ends and starts again as a broker does. */
final class ListeningDevice implements AutoCloseable {

    private static final int CHUNK = 4096;

    private final SimulatedDevice device;
    private SocketAddress address;
    private ServerSocketChannel server;
    private Thread serving;
    private volatile SocketChannel client;

    private ListeningDevice(SimulatedDevice device, SocketAddress address) throws IOException {
        this.device = device;
        this.address = address;
        start();
    }

    static ListeningDevice unix(SimulatedDevice device, Path place) throws IOException {
        return new ListeningDevice(device, UnixDomainSocketAddress.of(place));
    }

    static ListeningDevice tcp(SimulatedDevice device) throws IOException {
        return new ListeningDevice(device, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** The name of its port. */
    String port() {
        return address instanceof InetSocketAddress tcp ? "tcp://127.0.0.1:" + tcp.getPort() : "unix:" + address;
    }

    /** Listens, again where it did before. */
    void start() throws IOException {
        ServerSocketChannel listening;
        if (address instanceof UnixDomainSocketAddress unix) {
            Files.deleteIfExists(unix.getPath());
            listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        } else {
            listening = ServerSocketChannel.open();
        }
        listening.bind(address);
        address = listening.getLocalAddress();
        server = listening;
        serving = run(() -> serve(listening));
    }

    /** Cuts all off; the socket stays where it is, as when a process is killed. */
    void end() throws IOException {
        server.close();
        if (client != null) {
            client.close();
        }
        try {
            serving.join(); // as long as it waits for callers, the system lets them come
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    private void serve(ServerSocketChannel listening) throws IOException {
        while (true) {
            SocketChannel accepted = listening.accept();
            client = accepted;
            if (!listening.isOpen()) {
                accepted.close();
            }
            Port port = device.connect();
            run(() -> answer(port, accepted));
            byte[] chunk = new byte[CHUNK];
            ByteBuffer buffer = ByteBuffer.wrap(chunk);
            try (accepted;
                    port) {
                for (int size; (size = accepted.read(buffer.clear())) >= 0; ) {
                    port.write(chunk, 0, size);
                }
            } catch (IOException clientHasGone) {
                // so may the next one
            }
        }
    }

    private static void answer(Port port, SocketChannel client) throws IOException {
        byte[] chunk = new byte[CHUNK];
        while (true) {
            client.write(ByteBuffer.wrap(Arrays.copyOf(chunk, port.read(chunk))));
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Until what it works on is closed. */
    private static Thread run(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // as it should be
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() throws IOException {
        end();
    }
}
