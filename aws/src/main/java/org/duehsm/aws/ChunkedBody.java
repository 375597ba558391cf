package org.duehsm.aws;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A body that is read and sent in chunks, of which one is in memory at a time. Immutable.
 *
 * @param source opens the bytes, each time the request is sent
 * @param length how many bytes there are
 * @param chunkSize bytes of each chunk but the last, 8 KiB to 16 MiB: S3 takes no smaller ones, S3Proxy no larger
 *     ones, and each is one signature
 */
public record ChunkedBody(Source source, long length, int chunkSize) {

    /** The size of chunks unless the caller says otherwise, that of AWS' SDK: 128 KiB. */
    public static final int DEFAULT_CHUNK_SIZE = 128 << 10;

    private static final int MIN_CHUNK_SIZE = 8 << 10;
    private static final int MAX_CHUNK_SIZE = 16 << 20;

    /** Where the bytes are. */
    @FunctionalInterface
    public interface Source {

        /**
         * The bytes from the first on. They are read by a thread of the HTTP client, to their end or until the request
         * ends, and closed.
         */
        InputStream open() throws IOException;
    }

    /** Throws IllegalArgumentException for a negative length, and for another size of chunks. */
    public ChunkedBody {
        if (length < 0) {
            throw new IllegalArgumentException("a body has 0 bytes or more, not " + length);
        }
        if (chunkSize < MIN_CHUNK_SIZE || chunkSize > MAX_CHUNK_SIZE) {
            throw new IllegalArgumentException("a chunk has 8 KiB to 16 MiB, not " + chunkSize + " bytes");
        }
    }

    /** These bytes, in chunks of 128 KiB. If there are more or fewer, sending the request fails. */
    public static ChunkedBody of(Source source, long length) {
        return new ChunkedBody(source, length, DEFAULT_CHUNK_SIZE);
    }

    /**
     * The bytes of a file as long as it is now, in chunks of 128 KiB.
     *
     * @throws IOException if there is none
     */
    public static ChunkedBody of(Path file) throws IOException {
        return of(() -> Files.newInputStream(file), Files.size(file));
    }

    /** The same body in chunks of this size. */
    public ChunkedBody withChunkSize(int bytes) {
        return new ChunkedBody(source, length, bytes);
    }
}
