package org.duehsm.aws;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/**
 * Sends a body in chunks, from a stream that is closed also where the request ends before the body does, as when the
 * service refuses it by its head: {@code BodyPublishers.ofInputStream} leaves it open then.
 *
 * @param streams one for each time that the request is sent
 */
record ChunkPublisher(long contentLength, Supplier<ChunkStream> streams) implements BodyPublisher {

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        ChunkStream stream = streams.get();
        BodyPublishers.ofInputStream(() -> stream).subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscriber.onSubscribe(new Flow.Subscription() {
                    @Override
                    public void request(long count) {
                        subscription.request(count);
                    }

                    @Override
                    public void cancel() {
                        subscription.cancel();
                        end(stream);
                    }
                });
            }

            @Override
            public void onNext(ByteBuffer bytes) {
                subscriber.onNext(bytes);
            }

            @Override
            public void onError(Throwable error) {
                subscriber.onError(error);
            }

            @Override
            public void onComplete() {
                subscriber.onComplete();
            }
        });
    }

    private static void end(ChunkStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // Nobody reads it any more; why the request ended is what its sender is told.
        }
    }
}
