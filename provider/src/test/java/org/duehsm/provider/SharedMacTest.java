package org.duehsm.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.duehsm.client.SimulatedPort;
import org.duehsm.link.Pause;
import org.duehsm.link.SimulatedDevice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A Mac is for one thread at a time, and says so to the second. */
@Timeout(60)
class SharedMacTest {

    private static final String PORT = "/dev/duehsm-simulated";
    private static final int STREAMS = 3;
    private static final byte[] LONG = new byte[100_000];

    @TempDir
    Path directory;

    private final SimulatedDevice device = new SimulatedDevice(16, STREAMS + 1, 16384);
    private final SimulatedPort port = new SimulatedPort(PORT, device::connect);
    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private DueHsmProvider provider;

    @BeforeEach
    void configure() throws Exception {
        device.addKey("k");
        provider = (DueHsmProvider) new DueHsmProvider()
                .configure(Files.writeString(directory.resolve("file"), "port = " + PORT)
                        .toString());
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        port.close();
    }

    private Mac mac() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1", provider);
        mac.init(DueHsmKey.of("k"));
        return mac;
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("one thread at a time", "give each its own");
    }

    @Test
    void whoComesSecondIsRefusedAndTheFirstGoesOn() throws Exception {
        Mac mac = mac();
        mac.update(LONG); // opens the stream, so that the pause is not in its opening
        Pause pause = new Pause(device);
        Future<?> first = threads.submit(() -> mac.update(LONG));
        pause.await();
        assertRefused(() -> mac.update((byte) 1));
        assertRefused(() -> mac.update(LONG));
        assertRefused(() -> mac.init(DueHsmKey.of("k")));
        assertRefused(mac::clone);
        assertRefused(mac::reset);
        assertRefused(mac::doFinal);
        pause.end();
        first.get();
        assertThat(mac.doFinal()).isEqualTo(SimulatedDevice.mac("k", new byte[2 * LONG.length], 2 * LONG.length));
    }

    @Test
    void allStreamsAreThereAfterwards() throws Exception {
        for (int i = 0; i <= STREAMS; i++) {
            Mac mac = mac();
            mac.update(LONG);
            Pause pause = new Pause(device);
            Future<?> first = threads.submit(() -> mac.update(LONG));
            pause.await();
            assertRefused(mac::reset);
            assertRefused(() -> mac.update(LONG));
            pause.end();
            first.get();
            mac.reset();
        }
        List<Mac> all = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            all.add(mac());
            all.get(i).update(LONG);
        }
        for (Mac mac : all) {
            assertThat(mac.doFinal()).isEqualTo(SimulatedDevice.mac("k", LONG, LONG.length));
        }
    }
}
