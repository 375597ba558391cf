package org.duehsm.awssdk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.duehsm.aws.ChunkEncoder;
import org.duehsm.aws.ChunkedBody;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Makes chunks of what a source publishes. Signals of both sides only say that something happened; what follows of it
 * is done by one run of {@link #drain} at a time, in the executor, however many signals there are meanwhile.
 */
final class ChunkedSubscription implements Subscriber<ByteBuffer>, Subscription, Runnable {

    private final long length;
    private final ChunkEncoder encoder;
    private final Executor executor;
    private final String accessKeyId;
    private final Subscriber<? super ByteBuffer> reader;

    private final AtomicInteger signals = new AtomicInteger();
    private final AtomicLong wanted = new AtomicLong();
    private volatile Subscription source;
    private volatile ByteBuffer given;
    private volatile boolean sourceEnded;
    private volatile Throwable failure;
    private volatile boolean cancelled;

    /* Of the run alone. */
    private boolean asked;
    private boolean ended;
    private byte[] frame;
    private int filled;
    private long left;

    /** For one reader, with the components of the publisher. */
    ChunkedSubscription(
            long length,
            ChunkEncoder encoder,
            Executor executor,
            String accessKeyId,
            Subscriber<? super ByteBuffer> reader) {
        this.length = length;
        this.encoder = encoder;
        this.executor = executor;
        this.accessKeyId = accessKeyId;
        this.reader = Objects.requireNonNull(reader);
        this.left = length;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (source != null) {
            subscription.cancel();
            return;
        }
        source = subscription;
        reader.onSubscribe(this);
    }

    @Override
    public void request(long count) {
        if (count <= 0) {
            failure = new IllegalArgumentException("one asks for one buffer or more, not " + count);
        } else {
            wanted.accumulateAndGet(count, (before, more) -> before + more < 0 ? Long.MAX_VALUE : before + more);
        }
        signal();
    }

    @Override
    public void onNext(ByteBuffer bytes) {
        given = bytes;
        signal();
    }

    @Override
    public void onError(Throwable error) {
        failure = error;
        signal();
    }

    @Override
    public void onComplete() {
        sourceEnded = true;
        signal();
    }

    @Override
    public void cancel() {
        cancelled = true;
        source.cancel();
    }

    private void signal() {
        if (signals.getAndIncrement() == 0) {
            try {
                executor.execute(this);
            } catch (RejectedExecutionException e) {
                end(SdkClientException.create("no thread is left to sign a body for " + accessKeyId, e));
            }
        }
    }

    @Override
    public void run() {
        int seen = 1;
        do {
            drain();
            seen = signals.addAndGet(-seen);
        } while (seen != 0);
    }

    private void drain() {
        try {
            while (!ended && !cancelled && step()) {
                // until nothing can be done
            }
        } catch (IOException e) {
            end(e);
        } catch (GeneralSecurityException | RuntimeException e) {
            end(SigningFailure.of(accessKeyId, e));
        }
    }

    /* Whether there was something to do. */
    private boolean step() throws IOException, GeneralSecurityException {
        if (failure != null) {
            end(failure);
            return false;
        }
        if (wanted.get() == 0) {
            return false;
        }
        ByteBuffer bytes = given;
        if (bytes != null && bytes.hasRemaining()) {
            take(bytes);
            return true;
        }
        if (bytes != null) {
            given = null;
            asked = false;
            return true;
        }
        if (sourceEnded) {
            last();
            return false;
        }
        if (asked) {
            return false;
        }
        asked = true;
        source.request(1);
        return true;
    }

    private void take(ByteBuffer bytes) throws IOException, GeneralSecurityException {
        if (left == 0) {
            throw new IOException("the body has more than the " + length + " bytes that it was to have");
        }
        int size = (int) Math.min(filled + left, ChunkedBody.DEFAULT_CHUNK_SIZE);
        if (frame == null) {
            frame = ChunkEncoder.frame(size);
        }
        int count = Math.min(size - filled, bytes.remaining());
        bytes.get(frame, ChunkEncoder.DATA + filled, count);
        filled += count;
        left -= count;
        if (filled == size) {
            ByteBuffer chunk = encoder.chunk(frame, size);
            frame = null;
            filled = 0;
            give(chunk);
        }
    }

    private void last() throws IOException, GeneralSecurityException {
        if (left > 0) {
            throw new IOException("the body ends after " + (length - left) + " bytes, and was to have " + length);
        }
        ByteBuffer last = encoder.last();
        ended = true;
        give(last);
        reader.onComplete();
    }

    private void give(ByteBuffer bytes) {
        wanted.updateAndGet(count -> count == Long.MAX_VALUE ? count : count - 1);
        reader.onNext(bytes);
    }

    private void end(Throwable error) {
        ended = true;
        source.cancel();
        reader.onError(error);
    }
}
