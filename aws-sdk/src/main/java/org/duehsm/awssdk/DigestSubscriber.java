package org.duehsm.awssdk;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Reads a body before it is sent, buffer by buffer, of which it keeps none. */
final class DigestSubscriber implements Subscriber<ByteBuffer> {

    private final BodyDigest digest;
    private final CompletableFuture<BodyDigest> read = new CompletableFuture<>();
    private Subscription subscription;

    private DigestSubscriber(BodyDigest digest) {
        this.digest = digest;
    }

    /** The digest of all that is published. */
    static CompletableFuture<BodyDigest> read(Publisher<ByteBuffer> body, BodyDigest digest) {
        DigestSubscriber subscriber = new DigestSubscriber(digest);
        body.subscribe(subscriber);
        return subscriber.read;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(ByteBuffer bytes) {
        digest.update(bytes.duplicate());
        subscription.request(1);
    }

    @Override
    public void onError(Throwable failure) {
        read.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        read.complete(digest);
    }
}
