package org.duehsm.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream has one user at a time, whatever its users before and after do. */
@Timeout(60)
class StreamOwnershipTest {

    private static final String KEY = "k";
    private static final String STRANGERS_KEY = "s";
    private static final int HMAC_SHA1 = 1;
    private static final int STREAMS = 2;
    private static final int NOT_OPEN = 4;
    private static final int UNKNOWN_KEY = 1;

    private final SimulatedDevice device = new SimulatedDevice(16, STREAMS + 1, 16384);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Link link;

    @BeforeEach
    void open() throws Exception {
        device.addKey(KEY);
        device.addKey(STRANGERS_KEY);
        link = Link.open(device.connect(), Duration.ofSeconds(20));
    }

    @AfterEach
    void close() {
        link.close();
        threads.shutdownNow();
    }

    private Call first(Stream stream, String key, byte[] data) {
        Call call = link.call();
        call.request()
                .start(Verb.MAC | Verb.FIRST, stream)
                .u8(HMAC_SHA1)
                .u8(1)
                .u8(key.charAt(0))
                .align()
                .data(data, 0, data.length);
        return call;
    }

    private byte[] last(Stream stream, byte[] data) throws LinkException {
        Call call = link.call();
        call.request().start(Verb.MAC | Verb.LAST, stream).data(data, 0, data.length);
        Reply reply = link.send(call);
        return reply.status() == 0 ? reply.rest() : new byte[0];
    }

    /** A long message of somebody with a key of his own. */
    private void assertAStrangersMacIsRight() throws Exception {
        byte[] message = new byte[64 * 1024];
        Stream stream = link.acquire();
        link.post(first(stream, STRANGERS_KEY, message));
        assertThat(last(stream, new byte[1]))
                .isEqualTo(SimulatedDevice.mac(STRANGERS_KEY, new byte[message.length + 1], message.length + 1));
        link.release(stream);
    }

    /** A stream such that the next one taken will have its number. */
    private Stream lastOne() throws LinkException {
        link.acquire();
        return link.acquire();
    }

    @Test
    void aStreamGivenBackTwiceIsTakenOnce() throws Exception {
        Stream stream = link.acquire();
        link.release(stream);
        link.release(stream);
        link.abandon(stream);
        assertThat(link.acquire().number()).isNotEqualTo(link.acquire().number());
    }

    @Test
    void whatIsAbandonedInTheMiddleOfAMessageReachesNoOther() throws Exception {
        byte[] foreign = new byte[2 << 20];
        Arrays.fill(foreign, (byte) 'f');
        Stream stream = lastOne();
        Pause pause = new Pause(device);
        Future<Throwable> sender = threads.submit(() -> catchThrowable(() -> link.post(first(stream, KEY, foreign))));
        pause.await();
        link.abandon(stream);
        Future<Void> stranger = threads.submit(check());
        pause.end();
        stranger.get();
        assertThat(sender.get()).isNull();
        assertAStrangersMacIsRight();
    }

    private Callable<Void> check() {
        return () -> {
            assertAStrangersMacIsRight();
            return null;
        };
    }

    @Test
    void whatComesAfterTheEndReachesNoOther() throws Exception {
        byte[] foreign = new byte[10_000];
        Stream stream = lastOne();
        link.post(first(stream, KEY, foreign));
        link.abandon(stream);
        Stream other = link.acquire();
        assertThat(other.number()).isEqualTo(stream.number());
        link.post(first(other, STRANGERS_KEY, foreign));
        Call late = link.call();
        late.request().start(Verb.MAC, stream).data(foreign, 0, 640);
        link.post(late);
        assertThat(stream.status()).isEqualTo(NOT_OPEN);
        assertThat(last(stream, foreign)).isEmpty();
        assertThat(last(other, new byte[0])).isEqualTo(SimulatedDevice.mac(STRANGERS_KEY, foreign, foreign.length));
    }

    /** Its stream ends before the rest of it is sent, and is not to hide why. */
    @Test
    void aLongMessageByAnUnknownKeySaysSo() throws Exception {
        byte[] data = new byte[64 * 1024];
        Call call = link.call();
        call.request()
                .startWhole(Verb.MAC | Verb.FIRST | Verb.LAST)
                .u8(HMAC_SHA1)
                .u8(1)
                .u8('?')
                .align()
                .data(data, 0, data.length);
        assertThat(link.send(call).status()).isEqualTo(UNKNOWN_KEY);
    }
}
