package org.duehsm.tests;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;

/** What a request sends behind its head, which java.net.http takes from a publisher. */
final class SentBody implements Flow.Subscriber<ByteBuffer> {

    private final BodySubscriber<byte[]> all = BodySubscribers.ofByteArray();

    private SentBody() {}

    static byte[] of(HttpRequest request) {
        SentBody body = new SentBody();
        request.bodyPublisher().orElseThrow().subscribe(body);
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
