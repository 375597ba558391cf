package org.duehsm.broker;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * The socket of a client, which never blocks. What the client does not read waits here, a window of answers at most; as
 * long as it does, no more is taken from the client either.
 *
 * <p>With the lock of the {@link ClientLoop}, but for {@link #send}: the thread to which {@link #prepare} gave that work
 * does it without the lock, because whoever is woken by it would come for the lock at once.
 */
final class ClientConnection {

    private static final byte[] NOTHING = {};

    private final SocketChannel channel;
    private final ClientSession session;
    private SelectionKey key;
    private byte[] untaken = NOTHING;
    private boolean sending;
    private boolean blocked;

    // Of the thread that sends.
    private final ByteBuffer output;
    private boolean gone;

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

    /** Takes what was read and there was no room for; returns whether it took any. */
    boolean takeRest() {
        byte[] rest = untaken;
        int taken = session.input(rest, 0, rest.length);
        if (taken > 0) {
            untaken = taken == rest.length ? NOTHING : Arrays.copyOfRange(rest, taken, rest.length);
            Arrays.fill(rest, (byte) 0);
        }
        return taken > 0;
    }

    /** The client takes more again. */
    void unblocked() {
        blocked = false;
    }

    /** Whether there is something to be sent, and nobody does that: then the caller is to do it. */
    boolean prepare() {
        if (sending || blocked) {
            return false;
        }
        if (!output.hasRemaining()) {
            output.clear().limit(session.output(output.array()));
        }
        sending = output.hasRemaining();
        return sending;
    }

    /** Sends what the client takes of it. */
    void send() {
        try {
            channel.write(output);
        } catch (IOException e) {
            gone = true;
        }
    }

    /** What {@link #send} did is done; returns whether the client is still there. */
    boolean sent() {
        sending = false;
        blocked = output.hasRemaining();
        if (!blocked) {
            Arrays.fill(output.array(), 0, output.limit(), (byte) 0);
        }
        return !gone;
    }

    /** Has the selector wait for what it can go on with; returns whether that has changed. */
    boolean updateInterest() {
        int wanted = (untaken.length == 0 ? SelectionKey.OP_READ : 0) | (blocked ? SelectionKey.OP_WRITE : 0);
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
