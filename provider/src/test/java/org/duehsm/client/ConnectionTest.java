package org.duehsm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.InvalidPathException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.duehsm.link.SimulatedDevice;
import org.duehsm.port.Port;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of an attempt to open a port that fails. */
class ConnectionTest {

    private static final ClientConfig CONFIG = ClientConfig.of("/dev/due");

    @Test
    void anErrorIsThrownAsItIs() {
        Error error = new OutOfMemoryError("made by a test");
        DueHsmClient client = new DueHsmClient(CONFIG, () -> {
            throw error;
        });

        assertThatThrownBy(client::info).isSameAs(error);
        assertThatThrownBy(() -> client.deleteKey("a")).isSameAs(error);
    }

    @Test
    void anyOtherExceptionIsADeviceThatIsNotThere() {
        RuntimeException unforeseen = new InvalidPathException("due", "made by a test");
        DueHsmClient client = new DueHsmClient(CONFIG, () -> {
            throw unforeseen;
        });

        assertThatThrownBy(client::info)
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageContaining("/dev/due: cannot be opened: ")
                .hasRootCause(unforeseen);
    }

    /** Else the session would stay, and hold the port, although nobody wants it any more. */
    @Test
    @Timeout(60)
    void aSessionThatIsOpeningWhenTheClientIsClosedIsClosedToo() throws Exception {
        SimulatedDevice device = new SimulatedDevice(16, 8, 16384);
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicReference<Port> port = new AtomicReference<>();
        DueHsmClient client = new DueHsmClient(CONFIG, () -> {
            opening.countDown();
            await(goOn);
            port.set(device.connect());
            return port.get();
        });
        Thread caller = new Thread(() -> catchThrowable(client::keyCount));
        Thread closer = new Thread(client::close);
        caller.start();
        opening.await();
        closer.start();
        while (closer.getState() != Thread.State.WAITING && closer.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
        goOn.countDown();
        caller.join();
        closer.join();

        assertThatThrownBy(() -> port.get().read(new byte[1])).isInstanceOf(EOFException.class);
        assertThat(client.keyCount()).isZero();
        client.close();
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }
}
