package org.duehsm.tests;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.http.ContentStreamProvider;

/** What a request sends behind its head, which java.net.http takes from a publisher. */
final class SentBody implements Flow.Subscriber<ByteBuffer> {

    private final BodySubscriber<byte[]> all = BodySubscribers.ofByteArray();

    private SentBody() {}

    static byte[] of(HttpRequest request) {
        return read(request.bodyPublisher().orElseThrow());
    }

    /** The same of the AWS SDK's asynchronous requests. */
    static byte[] of(Publisher<ByteBuffer> publisher) {
        return read(FlowAdapters.toFlowPublisher(publisher));
    }

    /** The same of its others. */
    static byte[] of(ContentStreamProvider content) {
        try (InputStream stream = content.newStream()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Flow.Publisher<ByteBuffer> publisher) {
        SentBody body = new SentBody();
        publisher.subscribe(body);
        return body.all.getBody().toCompletableFuture().join();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        all.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer item) {
        all.onNext(List.of(item));
    }

    @Override
    public void onError(Throwable failure) {
        all.onError(failure);
    }

    @Override
    public void onComplete() {
        all.onComplete();
    }
}
