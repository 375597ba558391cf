package org.duehsm.aws;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/** A body as {@code aws-chunked}, of which one chunk is in memory: it is read while this is read. */
public final class ChunkStream extends InputStream {

    private final ChunkedBody body;
    private final ChunkEncoder encoder;
    private InputStream source;
    private long left;
    private ByteBuffer frame = ByteBuffer.allocate(0);
    private boolean ended;

    /* It may be closed while another thread reads, which then closes the source: closing never waits for a read. */
    private final ReentrantLock reading = new ReentrantLock();
    private volatile boolean closed;

    /**
     * The body's source is opened at the first read.
     *
     * @param encoder one for this stream alone
     */
    public ChunkStream(ChunkedBody body, ChunkEncoder encoder) {
        this.body = body;
        this.encoder = encoder;
        this.left = body.length();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
    }

    /**
     * Reads what is there of the current chunk, at most.
     *
     * @throws IOException if the source fails, has another number of bytes than was said, or the key cannot sign
     */
    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (!frame.hasRemaining()) {
            if (ended) {
                return -1;
            }
            frame = nextUnlessClosed();
        }
        int count = Math.min(length, frame.remaining());
        frame.get(into, offset, count);
        return count;
    }

    private ByteBuffer nextUnlessClosed() throws IOException {
        reading.lock();
        try {
            if (closed) {
                throw new IOException(
                        "the body is closed, after " + (body.length() - left) + " bytes of " + body.length());
            }
            return next();
        } finally {
            reading.unlock();
            if (closed) {
                close();
            }
        }
    }

    private ByteBuffer next() throws IOException {
        if (source == null) {
            source = body.source().open();
        }
        try {
            return left == 0 ? last() : chunk();
        } catch (GeneralSecurityException | ProviderException e) { // java.net.http expects no others of a stream
            throw new IOException("a chunk of the body was not signed: " + e.getMessage(), e);
        }
    }

    private ByteBuffer chunk() throws IOException, GeneralSecurityException {
        int size = (int) Math.min(left, body.chunkSize());
        byte[] bytes = ChunkEncoder.frame(size);
        int read = source.readNBytes(bytes, ChunkEncoder.DATA, size);
        if (read < size) {
            throw new IOException("the body ends after " + (body.length() - left + read) + " bytes, and was to have "
                    + body.length());
        }
        left -= size;
        return encoder.chunk(bytes, size);
    }

    private ByteBuffer last() throws IOException, GeneralSecurityException {
        if (source.read() != -1) {
            throw new IOException("the body has more than the " + body.length() + " bytes that it was to have");
        }
        ByteBuffer last = encoder.last();
        ended = true;
        return last;
    }

    /** Closes the source; if another thread reads it, that does so when it has. */
    @Override
    public void close() throws IOException {
        closed = true;
        if (reading.tryLock()) {
            try {
                if (source != null) {
                    source.close();
                }
            } finally {
                reading.unlock();
            }
        }
    }
}
