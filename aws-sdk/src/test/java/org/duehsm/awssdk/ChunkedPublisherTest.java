package org.duehsm.awssdk;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.ProviderException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.aws.AccessKey;
import org.duehsm.aws.CanonicalSigner;
import org.duehsm.aws.Checksum;
import org.duehsm.aws.ChunkEncoder;
import org.duehsm.aws.ChunkedBody;
import org.duehsm.aws.Trailers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Chunks of what is published, with signals in any order, all in one thread. */
class ChunkedPublisherTest {

    private static final int CHUNK = ChunkedBody.DEFAULT_CHUNK_SIZE;

    /** What the body is read from, told by the test what to do. */
    private static final class Source implements Subscription {

        final List<Long> asked = new ArrayList<>();
        Subscriber<? super ByteBuffer> reader;
        boolean cancelled;

        void subscribed(Subscriber<? super ByteBuffer> subscriber) {
            reader = subscriber;
            subscriber.onSubscribe(this);
        }

        void give(int bytes) {
            reader.onNext(ByteBuffer.allocate(bytes));
        }

        @Override
        public void request(long count) {
            asked.add(count);
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    /** Who sends it. */
    private static final class Reader implements Subscriber<ByteBuffer> {

        final List<ByteBuffer> given = new ArrayList<>();
        Subscription subscription;
        Throwable error;
        boolean complete;

        @Override
        public void onSubscribe(Subscription start) {
            subscription = start;
        }

        @Override
        public void onNext(ByteBuffer bytes) {
            given.add(bytes);
        }

        @Override
        public void onError(Throwable failure) {
            error = failure;
        }

        @Override
        public void onComplete() {
            complete = true;
        }
    }

    private final Source source = new Source();
    private final Reader reader = new Reader();

    private void read(long length, Supplier<ChunkEncoder> encoders, Executor executor) {
        new ChunkedPublisher(source::subscribed, length, encoders, executor, "AKIA").subscribe(reader);
    }

    private void read(long length) {
        read(length, () -> ChunkEncoder.unsigned(Trailers.of(Checksum.CRC32)), Runnable::run);
    }

    @Test
    void asksForOneBufferAtATimeAndOnlyIfSomebodyReads() {
        read(3 * CHUNK);
        assertThat(source.asked).isEmpty();

        reader.subscription.request(1);
        assertThat(source.asked).hasSize(1);
        source.give(100);
        assertThat(source.asked).hasSize(2);
        assertThat(reader.given).isEmpty();

        source.give(2 * CHUNK); // more than one chunk, of which one is wanted
        assertThat(reader.given).hasSize(1);
        assertThat(source.asked).hasSize(2).containsOnly(1L);

        reader.subscription.request(1);
        assertThat(reader.given).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "131072, 2", "131073, 3"})
    void completesBehindTheLastChunk(int length, int frames) {
        read(length);
        reader.subscription.request(Long.MAX_VALUE);
        reader.subscription.request(Long.MAX_VALUE);
        if (length > 0) {
            source.give(length);
        }
        source.reader.onComplete();

        assertThat(reader.complete).isTrue();
        assertThat(reader.given).hasSize(frames);
        assertThat(reader.given.stream().mapToLong(ByteBuffer::remaining).sum())
                .isEqualTo(ChunkEncoder.length(length, CHUNK, false, Trailers.of(Checksum.CRC32)));
        assertThat(US_ASCII.decode(reader.given.get(frames - 1)).toString()).startsWith("0\r\nx-amz-checksum-crc32:");
    }

    @ParameterizedTest
    @CsvSource({"10, the body ends after 10 bytes, 20", "21, the body has more than the 20 bytes, 20"})
    void saysThatTheBodyHasAnotherLength(int length, String message, int said) {
        read(said);
        reader.subscription.request(Long.MAX_VALUE);
        source.give(length);
        source.reader.onComplete();

        assertThat(reader.error).isInstanceOf(IOException.class).hasMessageContaining(message);
        assertThat(reader.complete).isFalse();
        assertThat(source.cancelled).isTrue();
    }

    @Test
    void passesOnTheSourcesError() {
        read(20);
        IOException error = new IOException("the file is gone");
        source.reader.onError(error);

        assertThat(reader.error).isSameAs(error);
    }

    @Test
    void cancelsTheSource() {
        read(CHUNK);
        reader.subscription.request(1);
        reader.subscription.cancel();
        source.give(CHUNK);

        assertThat(source.cancelled).isTrue();
        assertThat(reader.given).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void refusesToBeAskedForNothing(long count) {
        read(20);
        reader.subscription.request(count);

        assertThat(reader.error).isInstanceOf(IllegalArgumentException.class);
        assertThat(source.cancelled).isTrue();
    }

    /** In the middle of the body. */
    @Test
    void saysWhyAChunkIsNotSigned() throws Exception {
        AccessKey away = new AccessKey() {
            @Override
            public String id() {
                return "AKIA";
            }

            @Override
            public String algorithm() {
                return "AWS4-HMAC-SHA256";
            }

            @Override
            public byte[] sign(byte[] message) {
                throw new ProviderException("the board is away");
            }
        };
        CanonicalSigner signer = new CanonicalSigner(away, "eu-west-1", "s3", Instant.EPOCH);
        read(CHUNK, () -> ChunkEncoder.signed(signer, "0".repeat(64), Trailers.NONE), Runnable::run);
        reader.subscription.request(1);
        source.give(CHUNK);

        assertThat(reader.error)
                .isInstanceOf(SdkClientException.class)
                .hasMessage("the request was not signed by the key AKIA: the board is away")
                .hasCauseInstanceOf(ProviderException.class);
        assertThat(source.cancelled).isTrue();
    }

    @Test
    void saysThatNoThreadIsLeft() {
        read(CHUNK, () -> ChunkEncoder.unsigned(Trailers.NONE), task -> {
            throw new RejectedExecutionException("shut down");
        });
        reader.subscription.request(1);

        assertThat(reader.error).isInstanceOf(SdkClientException.class).hasMessageContaining("no thread");
        assertThat(source.cancelled).isTrue();
    }

    /** Each time it is sent, from the first chunk on, with signatures from the head's on. */
    @Test
    void sendsTheSameAgain() throws Exception {
        AccessKey key = AccessKey.of("AKIA", new SecretKeySpec(new byte[20], "AWS4-HMAC-SHA256"));
        CanonicalSigner signer = new CanonicalSigner(key, "eu-west-1", "s3", Instant.EPOCH);
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            reader.given.clear();
            read(200, () -> ChunkEncoder.signed(signer, "0".repeat(64), Trailers.NONE), Runnable::run);
            reader.subscription.request(2);
            source.give(200);
            source.reader.onComplete();
            sent.add(US_ASCII.decode(reader.given.get(0)).toString() + US_ASCII.decode(reader.given.get(1)));
        }

        assertThat(sent.get(0)).contains(";chunk-signature=").isEqualTo(sent.get(1));
    }

    @Test
    void readsNothingForNobody() {
        assertThatThrownBy(() -> new ChunkedPublisher(
                                source::subscribed,
                                1,
                                () -> ChunkEncoder.unsigned(Trailers.NONE),
                                Runnable::run,
                                "AKIA")
                        .subscribe(null))
                .isInstanceOf(NullPointerException.class);
    }
}
