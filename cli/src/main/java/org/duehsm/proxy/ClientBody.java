package org.duehsm.proxy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * The bytes of a body as the service is to have them, without the frames that a client may have put around them. The last
 * of them are given only when all has been found right: lengths, and what the client has said of hash and checksum. So
 * nothing else ever arrives whole.
 */
abstract class ClientBody extends InputStream {

    private final InputStream in;
    private final long length;
    private long left;
    private volatile boolean complete;

    /** Of this length; {@code in} is as it comes. */
    ClientBody(InputStream in, long length) {
        this.in = in;
        this.length = length;
        this.left = length;
    }

    /** How many bytes there are. */
    final long length() {
        return length;
    }

    /** How many have been given. */
    final long given() {
        return length - left;
    }

    /** Whether all that the client had to send has been read, and is right. */
    final boolean isComplete() {
        return complete;
    }

    /** Reads some of the next bytes, 1 at least, {@code limit} at most; or throws. */
    abstract int take(byte[] into, int offset, int limit) throws IOException;

    /** Reads what is behind the last byte, and checks all. */
    abstract void end() throws IOException;

    /** The next byte as it came; throws if there is none. */
    final int raw() throws IOException {
        int next = in.read();
        if (next == -1) {
            throw brokenOff();
        }
        return next;
    }

    final int raw(byte[] into, int offset, int limit) throws IOException {
        int count = in.read(into, offset, limit);
        if (count == -1) {
            throw brokenOff();
        }
        return count;
    }

    /** Throws if there is more. */
    final void requireEnd() throws IOException {
        if (in.read() != -1) {
            throw RefusedException.invalid("the body goes on behind its end");
        }
    }

    private static IOException brokenOff() {
        return new EOFException("the client has broken off its request");
    }

    /** Reads on where nothing is left but the end. */
    final void endIfEmpty() throws IOException {
        if (left == 0 && !complete) {
            end();
            complete = true;
        }
    }

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
    }

    @Override
    public final int read(byte[] into, int offset, int limit) throws IOException {
        Objects.checkFromIndexSize(offset, limit, into.length);
        endIfEmpty();
        if (limit == 0) {
            return 0;
        }
        if (left == 0) {
            return -1;
        }
        int count = take(into, offset, (int) Math.min(limit, left));
        left -= count;
        endIfEmpty();
        return count;
    }
}
