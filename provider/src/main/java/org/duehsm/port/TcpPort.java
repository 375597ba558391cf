package org.duehsm.port;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.concurrent.TimeUnit;

/**
 * A device behind a TCP port, as the virtual Due is: {@code tcp://host:port}.
 *
 * <p>The port is many threads', and an interrupt is for one of them. A {@link java.net.Socket} is closed when a
 * virtual thread is interrupted in it, and a channel that blocks when any thread is; a channel that does not block
 * never is, and a {@link Selector} only returns early. That holds for platform threads and virtual ones.
 */
final class TcpPort implements Port {

    private final PortName name;
    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;

    private TcpPort(PortName name, SocketChannel channel, Selector readable, Selector writable) {
        this.name = name;
        this.channel = channel;
        this.readable = readable;
        this.writable = writable;
    }

    static TcpPort open(PortName.Tcp name, int timeoutMillis) throws IOException {
        InetSocketAddress remote = name.address().resolve();
        if (remote.isUnresolved()) {
            throw new IOException(name + ": there is no host of this name");
        }
        SocketChannel channel = SocketChannel.open();
        Selector readable = openSelector(channel);
        TcpPort port = new TcpPort(name, channel, readable, openSelector(channel, readable));
        try {
            port.connect(remote, timeoutMillis);
            return port;
        } catch (IOException | RuntimeException | Error e) {
            port.close();
            throw e;
        }
    }

    private static Selector openSelector(Closeable... openBefore) throws IOException {
        try {
            return Selector.open();
        } catch (IOException | Error e) {
            for (Closeable part : openBefore) {
                close(part);
            }
            throw e;
        }
    }

    private void connect(InetSocketAddress remote, int timeoutMillis) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        SelectionKey key = channel.register(writable, SelectionKey.OP_CONNECT);
        try {
            long start = System.nanoTime();
            boolean connected = channel.connect(remote);
            while (!connected) {
                long left = timeoutMillis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                if (left <= 0) {
                    throw new SocketTimeoutException("Connect timed out");
                }
                await(writable, left);
                connected = channel.finishConnect();
            }
        } catch (UnsupportedAddressTypeException e) {
            throw new IOException(name + ": this JVM was told to do without IPv6 (java.net.preferIPv4Stack)", e);
        } catch (IOException e) {
            throw new IOException(
                    name + ": cannot connect (" + e.getMessage() + "); is the device's program running there?", e);
        }
        key.interestOps(SelectionKey.OP_WRITE);
        channel.register(readable, SelectionKey.OP_READ);
    }

    /** Waits until the channel is ready, at most so many milliseconds, 0 for ever; an interrupt ends that early, too. */
    private static boolean await(Selector selector, long millis) throws IOException {
        // One that stood before the wait does not end it, so that who goes on waiting does not spin.
        boolean interrupted = Thread.interrupted();
        try {
            return selector.select(key -> {}, millis) > 0;
        } catch (ClosedSelectorException e) {
            throw new IOException("closed", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        int count;
        try {
            count = await(readable, READ_TIMEOUT_MILLIS) ? channel.read(ByteBuffer.wrap(buffer)) : 0;
        } catch (IOException e) {
            throw broken(e);
        }
        if (count < 0) {
            throw new EOFException(name + ": the other side closed the connection");
        }
        return count;
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(data, offset, length);
        try {
            channel.write(rest);
            while (rest.hasRemaining()) {
                await(writable, 0);
                channel.write(rest);
            }
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private IOException broken(IOException e) {
        String why = channel.isOpen() ? e.getMessage() : "closed";
        return new IOException(name + ": the connection broke (" + why + ")", e);
    }

    @Override
    public void close() {
        // The selectors let go of the channel, and end a wait in another thread.
        close(channel);
        close(readable);
        close(writable);
    }

    private static void close(Closeable part) {
        try {
            part.close();
        } catch (IOException ignored) {
            // It is of no use any more, whatever its last words.
        }
    }

    @Override
    public String name() {
        return name.toString();
    }
}
