package org.duehsm.aws;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** A body as {@code aws-chunked}: each chunk with its size and signature before it, the last one empty. */
final class ChunkStream extends InputStream {

    private static final String END = "\r\n";
    private static final String SIGNATURE = ";chunk-signature=";
    private static final String TRAILER_SIGNATURE = "x-amz-trailer-signature:";
    private static final int HEX_SIGNATURE = 2 * Sha256.SIZE;

    /* Eight digits are more than the size of a chunk has. */
    private static final int MAX_HEAD = 8 + SIGNATURE.length() + HEX_SIGNATURE + END.length();

    private final ChunkedBody body;
    private final Optional<ChunkSigner> signer;
    private final Optional<Checksum> checksum;
    private final Optional<Checksum.Running> running;
    private InputStream source;
    private long left;
    private ByteBuffer frame = ByteBuffer.allocate(0);
    private boolean ended;

    /* It may be closed while another thread reads, which then closes the source: closing never waits for a read. */
    private final ReentrantLock reading = new ReentrantLock();
    private volatile boolean closed;

    /** Without a signer, chunks and trailer are sent without signatures. */
    ChunkStream(ChunkedBody body, Optional<ChunkSigner> signer, Optional<Checksum> checksum) {
        this.body = body;
        this.signer = signer;
        this.checksum = checksum;
        this.running = checksum.map(Checksum::start);
        this.left = body.length();
    }

    /** How many bytes such a body has when it is encoded. */
    static long length(ChunkedBody body, boolean signed, Optional<Checksum> checksum) {
        long whole = body.length() / body.chunkSize();
        int rest = (int) (body.length() % body.chunkSize());
        long length = whole * chunkLength(body.chunkSize(), signed) + headLength(0, signed) + END.length();
        if (rest > 0) {
            length += chunkLength(rest, signed);
        }
        if (checksum.isPresent()) {
            int base64 = (checksum.get().size() + 2) / 3 * 4;
            length += checksum.get().header().length() + 1 + base64 + END.length();
            length += signed ? TRAILER_SIGNATURE.length() + HEX_SIGNATURE + END.length() : 0;
        }
        return length;
    }

    private static long chunkLength(int size, boolean signed) {
        return headLength(size, signed) + size + END.length();
    }

    private static int headLength(int size, boolean signed) {
        int signature = signed ? SIGNATURE.length() + HEX_SIGNATURE : 0;
        return Integer.toHexString(size).length() + signature + END.length();
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
        byte[] bytes = new byte[MAX_HEAD + size + END.length()];
        int read = source.readNBytes(bytes, MAX_HEAD, size);
        if (read < size) {
            throw new IOException("the body ends after " + (body.length() - left + read) + " bytes, and was to have "
                    + body.length());
        }
        left -= size;
        running.ifPresent(sum -> sum.update(bytes, MAX_HEAD, size));
        byte[] head = head(bytes, size);
        int start = MAX_HEAD - head.length;
        System.arraycopy(head, 0, bytes, start, head.length);
        bytes[MAX_HEAD + size] = '\r';
        bytes[MAX_HEAD + size + 1] = '\n';
        return ByteBuffer.wrap(bytes, start, bytes.length - start);
    }

    private ByteBuffer last() throws IOException, GeneralSecurityException {
        if (source.read() != -1) {
            throw new IOException("the body has more than the " + body.length() + " bytes that it was to have");
        }
        String head = new String(head(new byte[MAX_HEAD], 0), StandardCharsets.US_ASCII);
        String last = head + (checksum.isPresent() ? trailer() : "") + END;
        ended = true;
        return ByteBuffer.wrap(last.getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] head(byte[] bytes, int size) throws IOException, GeneralSecurityException {
        String signature = signer.isPresent() ? SIGNATURE + signer.get().chunk(bytes, MAX_HEAD, size) : "";
        return (Integer.toHexString(size) + signature + END).getBytes(StandardCharsets.US_ASCII);
    }

    /* A newline ends what is signed, CR and LF what is sent. */
    private String trailer() throws IOException, GeneralSecurityException {
        String value = Base64.getEncoder().encodeToString(running.get().value());
        String line = checksum.get().header() + ":" + value;
        return line
                + END
                + (signer.isPresent() ? TRAILER_SIGNATURE + signer.get().trailer(line + "\n") + END : "");
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
