package org.duehsm.broker;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * The socket of a client, which never blocks. What the client does not read waits here, a window of answers at most; as
 * long as it does, nothing is read from the client either.
 */
final class ClientConnection {

    private static final byte[] NOTHING = {};

    private final SocketChannel channel;
    private final ClientSession session;
    private final ByteBuffer output;
    private SelectionKey key;
    private byte[] untaken = NOTHING;

    ClientConnection(SocketChannel channel, ClientSession session) {
        this.channel = channel;
        this.session = session;
        this.output = ByteBuffer.allocate(session.outputMax()).limit(0);
    }

    /** By this key the selector knows it. */
    void registered(SelectionKey selectionKey) {
        key = selectionKey;
    }

    ClientSession session() {
        return session;
    }

    /**
     * Reads what there is, and wipes the chunk that it uses for that.
     *
     * @throws IOException if the client has gone
     */
    void read(byte[] chunk) throws IOException {
        int size = channel.read(ByteBuffer.wrap(chunk));
        if (size < 0) {
            throw new EOFException();
        }
        int taken = session.input(chunk, 0, size);
        if (taken < size) {
            untaken = Arrays.copyOfRange(chunk, taken, size);
        }
        Arrays.fill(chunk, 0, size, (byte) 0);
    }

    /**
     * Sends what the client takes of what is to be sent, and then takes what it had no room for.
     *
     * @return whether it took any
     * @throws IOException if the client has gone
     */
    boolean flush() throws IOException {
        boolean took = false;
        while (send() && untaken.length > 0) {
            byte[] more = untaken;
            int taken = session.input(more, 0, more.length);
            untaken = taken == more.length ? NOTHING : Arrays.copyOfRange(more, taken, more.length);
            Arrays.fill(more, (byte) 0);
            took |= taken > 0;
        }
        return took;
    }

    /** Returns whether all is sent. */
    private boolean send() throws IOException {
        while (true) {
            if (!output.hasRemaining()) {
                output.clear().limit(session.output(output.array()));
            }
            if (!output.hasRemaining()) {
                return true;
            }
            channel.write(output);
            if (output.hasRemaining()) {
                return false;
            }
            Arrays.fill(output.array(), 0, output.limit(), (byte) 0);
        }
    }

    /** Has the selector wait for what it can go on with; returns whether that has changed. */
    boolean updateInterest() {
        int wanted =
                (untaken.length == 0 ? SelectionKey.OP_READ : 0) | (output.hasRemaining() ? SelectionKey.OP_WRITE : 0);
        if (!key.isValid() || key.interestOps() == wanted) {
            return false;
        }
        key.interestOps(wanted);
        return true;
    }

    /** Closes the socket, and wipes what is here. */
    void close() {
        Arrays.fill(untaken, (byte) 0);
        Arrays.fill(output.array(), (byte) 0);
        try {
            channel.close();
        } catch (IOException ignored) {
            // It is of no use any more, whatever its last words.
        }
    }
}
