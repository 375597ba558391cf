package org.duehsm.tests;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;

/** HTTP clients of the AWS SDK whose first connection breaks while they send a body. */
final class BrokenOnce {

    private final AtomicInteger sent = new AtomicInteger();

    /** How often a request was to be sent. */
    int sent() {
        return sent.get();
    }

    SdkHttpClient sync() {
        SdkHttpClient whole = Apache5HttpClient.create();
        AtomicInteger mine = new AtomicInteger();
        return new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
                sent.incrementAndGet();
                return mine.getAndIncrement() > 0 ? whole.prepareRequest(request) : broken(request);
            }

            @Override
            public void close() {
                whole.close();
            }
        };
    }

    private static ExecutableHttpRequest broken(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                InputStream body = request.contentStreamProvider().orElseThrow().newStream();
                if (body.readNBytes(200_000).length < 200_000) {
                    throw new UncheckedIOException(new IOException("the body is too short for this"));
                }
                throw new IOException("broken in the middle");
            }

            @Override
            public void abort() {}
        };
    }

    SdkAsyncHttpClient async() {
        SdkAsyncHttpClient whole = NettyNioAsyncHttpClient.create();
        AtomicInteger mine = new AtomicInteger();
        return new SdkAsyncHttpClient() {
            @Override
            public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
                sent.incrementAndGet();
                return mine.getAndIncrement() > 0 ? whole.execute(request) : broken(request);
            }

            @Override
            public void close() {
                whole.close();
            }
        };
    }

    private static CompletableFuture<Void> broken(AsyncExecuteRequest request) {
        CompletableFuture<Void> failed = new CompletableFuture<>();
        request.requestContentPublisher().subscribe(new Subscriber<>() {
            private Subscription subscription;

            @Override
            public void onSubscribe(Subscription given) {
                subscription = given;
                given.request(1);
            }

            @Override
            public void onNext(ByteBuffer bytes) {
                subscription.cancel();
                IOException error = new IOException("broken in the middle");
                request.responseHandler().onError(error);
                failed.completeExceptionally(error);
            }

            @Override
            public void onError(Throwable error) {
                failed.completeExceptionally(error);
            }

            @Override
            public void onComplete() {
                failed.completeExceptionally(new IllegalStateException("a body of one buffer"));
            }
        });
        return failed;
    }
}
