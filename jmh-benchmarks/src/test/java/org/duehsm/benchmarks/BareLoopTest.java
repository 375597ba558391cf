package org.duehsm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.duehsm.client.Algorithm;
import org.duehsm.port.Port;
import org.junit.jupiter.api.Test;

class BareLoopTest {

    private static final byte[] KEY_ID = DueDevice.keyId(Algorithm.HMAC_SHA1).getBytes(StandardCharsets.UTF_8);
    private static final long LONG_ENOUGH = TimeUnit.MINUTES.toNanos(1);

    @Test
    void itsMacsAreTheProviders() throws Exception {
        try (DueDevice device = DueDevice.virtual()) {
            for (int size : new int[] {16, 620, 621, 1024, 100_000}) {
                byte[] expected = device.newMac().doFinal(MacLoad.message(size));
                try (BareLoop loop = new BareLoop(device.takePort())) {
                    loop.prepare(KEY_ID, MacLoad.message(size), 3);
                    BareLoop.Result result = loop.run(LONG_ENOUGH);
                    assertThat(result.messages()).isEqualTo(3);
                    assertThat(loop.mac()).as("MAC of %d bytes", size).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void itStopsInTimeWithAWholeMessage() throws Exception {
        try (DueDevice device = DueDevice.loopback();
                BareLoop loop = new BareLoop(device.takePort())) {
            loop.prepare(KEY_ID, new byte[10_000], 1000);
            BareLoop.Result result = loop.run(0);
            assertThat(result.messages()).isBetween(1, 999);
            assertThat(result.frames()).isEqualTo(result.messages() * 16);
        }
    }

    @Test
    void aLostFrameIsAnError() throws Exception {
        try (DueDevice device = DueDevice.loopback();
                BareLoop loop = new BareLoop(new LosingPort(device.takePort()))) {
            loop.prepare(KEY_ID, new byte[1024], 1000);
            assertThatThrownBy(() -> loop.run(LONG_ENOUGH))
                    .isInstanceOf(IOException.class)
                    .hasMessage("loopback: frame 0 was lost");
        }
    }

    /** Lets the hello through, and nothing else. */
    private static final class LosingPort implements Port {

        private final Port port;
        private boolean greeted;
        private boolean lost;

        LosingPort(Port port) {
            this.port = port;
        }

        @Override
        public int read(byte[] buffer) throws IOException {
            return lost ? 0 : port.read(buffer);
        }

        @Override
        public void write(byte[] data, int offset, int length) throws IOException {
            lost = greeted;
            greeted = true;
            if (!lost) {
                port.write(data, offset, length);
            }
        }

        @Override
        public void close() {
            port.close();
        }

        @Override
        public String name() {
            return port.name();
        }
    }
}
