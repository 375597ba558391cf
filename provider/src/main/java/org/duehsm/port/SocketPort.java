package org.duehsm.port;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * A device, or a broker, at the other end of a socket.
 *
 * <p>The port is many threads', and an interrupt is for one of them. A {@link java.net.Socket} is closed when a
 * virtual thread is interrupted in it, and a channel that blocks when any thread is; a channel that does not block
 * never is, and a {@link Selector} only returns early. That holds for platform threads and virtual ones. Besides, a
 * channel that blocks has no time-outs for its reads.
 */
final class SocketPort implements Port {

    /** What it may mean that the other side has gone without a word. */
    static final String UNANSWERED =
            " without an answer; a broker does that if it has no room for another program, or has just ended";

    private final PortName name;
    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;
    private volatile boolean answered;

    private SocketPort(PortName name, SocketChannel channel, Selector readable, Selector writable) {
        this.name = name;
        this.channel = channel;
        this.readable = readable;
        this.writable = writable;
    }

    /**
     * Connects the channel, and closes it if that fails.
     *
     * @param timeoutMillis how long that may take, at least 1
     * @throws IOException as the system has it, without a word of the port
     */
    static SocketPort connect(PortName name, SocketChannel channel, SocketAddress remote, int timeoutMillis)
            throws IOException {
        Selector readable = openSelector(channel);
        SocketPort port = new SocketPort(name, channel, readable, openSelector(channel, readable));
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

    private void connect(SocketAddress remote, int timeoutMillis) throws IOException {
        channel.configureBlocking(false);
        if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        SelectionKey key = channel.register(writable, SelectionKey.OP_CONNECT);
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
        key.interestOps(SelectionKey.OP_WRITE);
        channel.register(readable, SelectionKey.OP_READ);
    }

    /** What is connected. */
    SocketChannel channel() {
        return channel;
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
            throw new EOFException(name + ": the other side closed the connection" + unanswered());
        }
        answered |= count > 0;
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
        boolean open = channel.isOpen();
        String why = open ? e.getMessage() : "closed";
        return new IOException(name + ": the connection broke (" + why + ")" + (open ? unanswered() : ""), e);
    }

    private String unanswered() {
        return answered ? "" : UNANSWERED;
    }

    /** Writes what the system takes at once. */
    void offer(ByteBuffer bytes) throws IOException {
        channel.write(bytes);
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
