package org.duehsm.awssdk;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.duehsm.aws.ChunkEncoder;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;

/**
 * A body in chunks, of which one is in memory, and from the source no more than one buffer is asked for at a time.
 *
 * @param source the body as it is
 * @param length how many bytes it has to have
 * @param encoders one for each time that it is sent
 * @param executor where chunks are made, and signals given to who reads them; it may wait for a device
 * @param accessKeyId what errors name
 */
record ChunkedPublisher(
        Publisher<ByteBuffer> source,
        long length,
        Supplier<ChunkEncoder> encoders,
        Executor executor,
        String accessKeyId)
        implements Publisher<ByteBuffer> {

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        source.subscribe(new ChunkedSubscription(length, encoders.get(), executor, accessKeyId, subscriber));
    }
}
