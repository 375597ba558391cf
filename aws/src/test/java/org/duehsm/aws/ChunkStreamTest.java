package org.duehsm.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the source of a body in chunks is read. */
class ChunkStreamTest {

    private static ChunkStream stream(ChunkedBody body) {
        return new ChunkStream(body, ChunkEncoder.unsigned(Trailers.of(Checksum.CRC32)));
    }

    @Test
    void readsAFileInPieces(@TempDir Path folder) throws Exception {
        byte[] bytes = new byte[300_001];
        new Random(4).nextBytes(bytes);
        Path file = Files.write(folder.resolve("file"), bytes);

        byte[] fromFile = stream(ChunkedBody.of(file)).readAllBytes();

        ChunkedBody slow = ChunkedBody.of(() -> new SlowStream(bytes), bytes.length);
        assertThat(stream(slow).readAllBytes()).isEqualTo(fromFile);
        assertThat(new String(fromFile, StandardCharsets.ISO_8859_1))
                .startsWith("20000\r\n" + new String(bytes, 0, 1 << 17, StandardCharsets.ISO_8859_1) + "\r\n20000\r\n");
    }

    /** Gives fewer bytes than are asked for. */
    private static final class SlowStream extends FilterInputStream {

        SlowStream(byte[] bytes) {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return super.read(into, offset, Math.min(length, 1000));
        }
    }

    @Test
    void isReadByteByByteAsWell() throws Exception {
        ChunkedBody body = ChunkedBody.of(() -> new ByteArrayInputStream(new byte[] {'a', (byte) 0xff}), 2);
        byte[] whole = stream(body).readAllBytes();
        ChunkStream stream = stream(body);

        for (byte expected : whole) {
            assertThat(stream.read(new byte[1], 1, 0)).isZero();
            assertThat(stream.read()).isEqualTo(expected & 0xff);
        }
        assertThat(stream.read()).isEqualTo(-1);
        assertThat(stream.read(new byte[1])).isEqualTo(-1);
    }

    /** No more is read than the chunk that is sent, however long the body is. */
    @Test
    void keepsOneChunk() throws Exception {
        AtomicInteger read = new AtomicInteger();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return read.getAndIncrement() & 0xff;
            }
        };
        ChunkStream chunks = stream(ChunkedBody.of(() -> endless, Long.MAX_VALUE / 2));

        for (int chunk = 1; chunk < 4; chunk++) {
            chunks.readNBytes("20000\r\n".length() + ChunkedBody.DEFAULT_CHUNK_SIZE + "\r\n".length());
            assertThat(read).hasValue(chunk * ChunkedBody.DEFAULT_CHUNK_SIZE);
        }
    }

    @ParameterizedTest
    @CsvSource({"99, the body has more than the 99 bytes", "101, 'the body ends after 100 bytes, and was to have 101'"})
    void failsWhereTheLengthIsAnother(int length, String message) throws Exception {
        AtomicInteger closed = new AtomicInteger();
        ChunkedBody body = ChunkedBody.of(
                () -> new ByteArrayInputStream(new byte[100]) {
                    @Override
                    public void close() {
                        closed.incrementAndGet();
                    }
                },
                length);

        try (ChunkStream stream = stream(body)) {
            assertThatThrownBy(stream::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(message);
        }
        assertThat(closed).hasValue(1);
    }

    @Test
    void failsWhereThereIsNoSource() throws Exception {
        ChunkedBody body = ChunkedBody.of(
                () -> {
                    throw new IOException("no such tape");
                },
                1);

        try (ChunkStream stream = stream(body)) {
            assertThatThrownBy(stream::read).isInstanceOf(IOException.class).hasMessage("no such tape");
        }
    }

    /** Before the first byte, and where the service refuses the request while its body is sent. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void isClosedWhereTheRequestEndsBeforeIt(int buffers) {
        EndlessStream source = new EndlessStream();
        ChunkedBody body = ChunkedBody.of(source::opened, 1 << 20);

        Payload.unsignedChunks(body, Checksum.CRC32).body(trailers -> null).subscribe(new Flow.Subscriber<>() {
            private Flow.Subscription subscription;
            private int left = buffers;

            @Override
            public void onSubscribe(Flow.Subscription given) {
                subscription = given;
                goOn();
            }

            @Override
            public void onNext(ByteBuffer bytes) {
                left--;
                goOn();
            }

            private void goOn() {
                if (left == 0) {
                    subscription.cancel();
                } else {
                    subscription.request(1);
                }
            }

            @Override
            public void onError(Throwable error) {
                throw new AssertionError(error);
            }

            @Override
            public void onComplete() {
                throw new AssertionError("the body is longer");
            }
        });

        assertThat(source.isOpen()).isFalse();
        assertThat(source.reads() > 0).isEqualTo(buffers > 0);
    }

    /** By the thread that reads, which is in the middle of it when another closes the stream. */
    @Test
    void isClosedAfterTheReadThatIsUnderWay() throws Exception {
        EndlessStream source = new EndlessStream();
        ChunkStream stream = stream(ChunkedBody.of(source::opened, 1 << 20));
        source.whileReading = () -> {
            closeInAnotherThread(stream);
            assertThat(source.isOpen()).isTrue();
        };

        assertThat(stream.read()).isEqualTo('2');

        assertThat(source.isOpen()).isFalse();
        stream.skipNBytes("20000\r\n".length() - 1 + (1 << 17) + 2);
        assertThatThrownBy(stream::read)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("131072 bytes of 1048576");
    }

    private static void closeInAnotherThread(ChunkStream stream) {
        try {
            CompletableFuture.runAsync(() -> assertThatCode(stream::close).doesNotThrowAnyException())
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** Bytes without an end. */
    private static final class EndlessStream extends InputStream {

        private Runnable whileReading = () -> {};
        private int reads;
        private boolean open;

        EndlessStream opened() {
            open = true;
            return this;
        }

        boolean isOpen() {
            return open;
        }

        int reads() {
            return reads;
        }

        @Override
        public int read() {
            throw new AssertionError("byte by byte");
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            reads++;
            whileReading.run();
            return length;
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
