package org.duehsm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.duehsm.link.Pause;
import org.duehsm.link.SimulatedDevice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A message that several threads use, which is wrong, harms nobody but them, and costs no stream for longer than it lives. */
@Timeout(60)
class SharedMessageTest {

    private static final Algorithm SHA1 = Algorithm.HMAC_SHA1;
    private static final int STREAMS = 3;
    private static final byte[] LONG = new byte[200_000];

    private final SimulatedDevice device = new SimulatedDevice(16, STREAMS + 1, 16384);
    private final DueHsmClient client =
            new DueHsmClient(new ClientConfig("sim", 115200, Duration.ofSeconds(20)), device::connect);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        client.close();
        threads.shutdownNow();
    }

    private MacMessage open(String key) {
        device.addKey(key);
        return new MacMessage(() -> client, SHA1, key);
    }

    private Future<Throwable> start(ThrowingCallable call) {
        return threads.submit(() -> catchThrowable(call));
    }

    private static void assertOneThreadAtATime(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalStateException.class).hasMessageContaining("one thread at a time");
    }

    private void assertAStrangersMacIsRight() throws Exception {
        MacMessage stranger = open("stranger");
        stranger.update(LONG, 0, LONG.length);
        assertThat(stranger.doFinal()).isEqualTo(SimulatedDevice.mac("stranger", LONG, LONG.length));
    }

    private List<MacMessage> takeAllStreams() {
        List<MacMessage> all = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            MacMessage stream = open("k");
            stream.update(LONG, 0, LONG.length);
            all.add(stream);
        }
        return all;
    }

    @Test
    void whoComesSecondIsRefusedAndTheFirstGoesOn() throws Exception {
        MacMessage shared = open("k");
        shared.update(LONG, 0, LONG.length / 2); // takes the stream, so that the pause is not before that
        Pause pause = new Pause(device);
        Future<Throwable> first = start(() -> shared.update(LONG, LONG.length / 2, LONG.length / 2));
        pause.await();
        assertOneThreadAtATime(() -> shared.update(LONG, 0, 1));
        assertOneThreadAtATime(shared::doFinal);
        assertOneThreadAtATime(shared::copy);
        assertOneThreadAtATime(shared::reset);
        pause.end();
        assertThat(first.get()).isNull();
        assertThat(shared.doFinal()).isEqualTo(SimulatedDevice.mac("k", LONG, LONG.length));
        takeAllStreams();
    }

    @Test
    void whoAbortsAMessageThatIsSendingHarmsNoOther() throws Exception {
        byte[] foreign = new byte[2 << 20];
        MacMessage shared = open("k");
        shared.update(LONG, 0, LONG.length);
        Pause pause = new Pause(device);
        Future<Throwable> sender = start(() -> shared.update(foreign, 0, foreign.length));
        pause.await();
        shared.abort();
        shared.abort();
        Future<Throwable> stranger = start(this::assertAStrangersMacIsRight);
        pause.end();
        assertThat(stranger.get()).isNull();
        sender.get();
        assertThatThrownBy(shared::doFinal).hasMessageContaining("has ended");
        takeAllStreams();
    }

    @Test
    void whoAbortsAMessageThatWaitsForAStreamLosesNone() throws Exception {
        for (int i = 0; i <= STREAMS; i++) {
            List<MacMessage> all = takeAllStreams();
            MacMessage shared = open("k");
            Future<Throwable> waiting = startAndWait(() -> shared.update(LONG, 0, LONG.length));
            shared.abort();
            all.forEach(MacMessage::abort);
            waiting.get();
        }
        takeAllStreams();
    }

    @Test
    void whoJoinsAThreadThatWaitsForAStreamTakesNone() throws Exception {
        for (int i = 0; i <= STREAMS; i++) {
            List<MacMessage> all = takeAllStreams();
            MacMessage shared = open("k");
            Future<Throwable> waiting = startAndWait(() -> shared.update(LONG, 0, LONG.length));
            Future<Throwable> second = start(() -> shared.update(LONG, 0, LONG.length));
            all.forEach(MacMessage::abort);
            waiting.get();
            second.get();
            shared.abort();
        }
        takeAllStreams();
    }

    /**
     * Starts a call that has to wait for a stream, and returns when it does: then its thread reads, for the second time
     * after that for the answer that the session stands.
     */
    private Future<Throwable> startAndWait(ThrowingCallable call) throws InterruptedException {
        CountDownLatch reads = new CountDownLatch(2);
        device.reading = reads::countDown;
        Future<Throwable> started = start(call);
        reads.await();
        return started;
    }
}
