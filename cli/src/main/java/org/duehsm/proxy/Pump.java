package org.duehsm.proxy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import org.eclipse.jetty.client.OutputStreamRequestContent;

/**
 * Passes a body on while it comes, at the pace of the slower end, with a thread that waits for both. If the body ends too
 * early, or is wrong, its request is broken off: nothing arrives whole.
 */
final class Pump implements Runnable, Flow.Subscriber<ByteBuffer> {

    private final BodyPublisher body;
    private final Content content;
    private final OutputStream out;
    private final CountDownLatch ended = new CountDownLatch(1);
    private Flow.Subscription subscription;
    private long written;
    private volatile Throwable failure;

    Pump(BodyPublisher body) {
        this.body = body;
        this.content = new Content(body.contentLength());
        this.out = content.getOutputStream();
    }

    /** What the HTTP client reads. */
    private static final class Content extends OutputStreamRequestContent {

        private final long length;

        Content(long length) {
            super((String) null); // what it is, the client has said or not
            this.length = length;
        }

        @Override
        public long getLength() {
            return length;
        }
    }

    OutputStreamRequestContent content() {
        return content;
    }

    /** Why the body has ended before its end; null if it has not, or upstream did not take it. */
    Throwable failure() {
        return failure;
    }

    /** Waits until it has ended, as it does when its request has been aborted and the client sends on, or does not. */
    void await() {
        boolean interrupted = false;
        while (true) {
            try {
                ended.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        try {
            body.subscribe(this);
        } catch (RuntimeException | Error e) {
            onError(e);
        } finally {
            ended.countDown();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription whole) {
        subscription = whole;
        whole.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer bytes) {
        try {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            out.write(copy);
            written += copy.length;
        } catch (IOException e) {
            subscription.cancel();
            content.fail(e);
        }
    }

    @Override
    public void onError(Throwable cause) {
        if (failure == null) {
            failure = cause;
            content.fail(cause);
        }
    }

    @Override
    public void onComplete() {
        if (written != body.contentLength()) {
            onError(new IOException("the body has ended after " + written + " bytes of " + body.contentLength()));
            return;
        }
        try {
            out.close();
        } catch (IOException e) {
            content.fail(e);
        }
    }
}
