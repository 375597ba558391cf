package org.duehsm.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.duehsm.link.SimulatedDevice;
import org.duehsm.port.Port;

/** A simulated device behind a socket, for one client after the other; it ends and starts again as a broker does. */
final class ListeningDevice implements AutoCloseable {

    private static final int CHUNK = 4096;

    private final SimulatedDevice device;
    private final Optional<SSLContext> tls;
    private SocketAddress address;
    private ServerSocketChannel server;
    private Thread serving;
    private volatile SocketChannel client;

    private ListeningDevice(SimulatedDevice device, SocketAddress address, Optional<SSLContext> tls)
            throws IOException {
        this.device = device;
        this.tls = tls;
        this.address = address;
        start();
    }

    static ListeningDevice unix(SimulatedDevice device, Path place) throws IOException {
        return new ListeningDevice(device, UnixDomainSocketAddress.of(place), Optional.empty());
    }

    static ListeningDevice tcp(SimulatedDevice device) throws IOException {
        return new ListeningDevice(device, loopback(), Optional.empty());
    }

    /** @param tls the server's end of it, with a certificate for 127.0.0.1 */
    static ListeningDevice tls(SimulatedDevice device, SSLContext tls) throws IOException {
        return new ListeningDevice(device, loopback(), Optional.of(tls));
    }

    private static SocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** The name of its port. */
    String port() {
        return address instanceof InetSocketAddress tcp
                ? (tls.isPresent() ? "tls" : "tcp") + "://127.0.0.1:" + tcp.getPort()
                : "unix:" + address;
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
            try (accepted;
                    port) {
                if (tls.isPresent()) {
                    SSLSocket socket =
                            (SSLSocket) tls.get().getSocketFactory().createSocket(accepted.socket(), null, true);
                    talk(
                            port,
                            Channels.newChannel(socket.getInputStream()),
                            Channels.newChannel(socket.getOutputStream()));
                } else {
                    talk(port, accepted, accepted);
                }
            } catch (IOException clientHasGone) {
                // so may the next one
            }
        }
    }

    private static void talk(Port port, ReadableByteChannel in, WritableByteChannel out) throws IOException {
        run(() -> answer(port, out));
        byte[] chunk = new byte[CHUNK];
        ByteBuffer buffer = ByteBuffer.wrap(chunk);
        for (int size; (size = in.read(buffer.clear())) >= 0; ) {
            port.write(chunk, 0, size);
        }
    }

    private static void answer(Port port, WritableByteChannel client) throws IOException {
        byte[] chunk = new byte[CHUNK];
        while (true) {
            int size = port.read(chunk);
            if (size > 0) {
                client.write(ByteBuffer.wrap(Arrays.copyOf(chunk, size)));
            }
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
