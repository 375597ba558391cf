package org.duehsm.awssdk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.duehsm.aws.ChunkEncoder;
import org.duehsm.aws.ChunkStream;
import org.duehsm.aws.ChunkedBody;
import software.amazon.awssdk.http.ContentStreamProvider;

/** A body in chunks, of which one is in memory; from its first byte each time that it is asked for. */
final class ChunkedContent implements ContentStreamProvider {

    private final ContentStreamProvider content;
    private final long length;
    private final Supplier<ChunkEncoder> encoders;
    private InputStream last = InputStream.nullInputStream();

    ChunkedContent(ContentStreamProvider content, long length, Supplier<ChunkEncoder> encoders) {
        this.content = content;
        this.length = length;
        this.encoders = encoders;
    }

    /** Closes the one before. */
    @Override
    public InputStream newStream() {
        try {
            last.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        last = new ChunkStream(ChunkedBody.of(content::newStream, length), encoders.get());
        return last;
    }

    /** What the SDK tells of bodies in User-Agent. */
    @Override
    public String name() {
        return content.name();
    }
}
