package org.duehsm.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.ProviderException;
import javax.crypto.Mac;
import org.duehsm.client.SimulatedPort;
import org.duehsm.link.SimulatedDevice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a Mac remembers between calls. */
@Timeout(60)
class HmacSpiTest {

    private static final String PORT = "/dev/duehsm-hmac-spi";
    private static final byte[] LONG = new byte[200_000];

    @TempDir
    Path directory;

    private final SimulatedDevice device = new SimulatedDevice(16, 4, 16384);
    private final SimulatedPort port = new SimulatedPort(PORT, device::connect);
    private Mac mac;

    @BeforeEach
    void configure() throws Exception {
        device.addKey("k");
        mac = Mac.getInstance(
                "HmacSHA1",
                new DueHsmProvider()
                        .configure(Files.writeString(directory.resolve("file"), "port = " + PORT)
                                .toString()));
    }

    @AfterEach
    void close() {
        port.close();
    }

    private static byte[] expected() throws Exception {
        return SimulatedDevice.mac("k", LONG, LONG.length);
    }

    @Test
    void aFailureStaysUntilDoFinalHasToldItAndIsCopied() throws Exception {
        mac.init(DueHsmKey.of("later"));
        assertThatThrownBy(() -> mac.update(LONG)).isInstanceOf(ProviderException.class);
        device.addKey("later");
        Mac copy = (Mac) mac.clone();
        assertThatThrownBy(() -> mac.update((byte) 0)).isInstanceOf(ProviderException.class);
        assertThatThrownBy(() -> mac.update(LONG)).isInstanceOf(ProviderException.class);
        assertThatThrownBy(mac::doFinal).isInstanceOf(ProviderException.class);
        assertThat(mac.doFinal(LONG)).isEqualTo(SimulatedDevice.mac("later", LONG, LONG.length));
        assertThatThrownBy(copy::doFinal).isInstanceOf(ProviderException.class);
        assertThat(copy.doFinal(LONG)).isEqualTo(SimulatedDevice.mac("later", LONG, LONG.length));
    }

    @Test
    void initEndsAFailureAndAMessage() throws Exception {
        mac.init(DueHsmKey.of("nobody"));
        assertThatThrownBy(() -> mac.update(LONG)).isInstanceOf(ProviderException.class);
        for (String next : new String[] {"k", "k", "other"}) {
            device.addKey(next);
            mac.init(DueHsmKey.of(next));
            mac.update(LONG);
            mac.init(DueHsmKey.of(next));
            assertThat(mac.doFinal(LONG)).isEqualTo(SimulatedDevice.mac(next, LONG, LONG.length));
            mac.update(LONG);
        }
        mac.init(DueHsmKey.of("k"));
        mac.update(LONG);
        assertThatThrownBy(() -> mac.init(null)).isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(() -> mac.update((byte) 0)).isInstanceOf(IllegalStateException.class);
        mac.init(DueHsmKey.of("k"));
        assertThat(mac.doFinal(LONG)).isEqualTo(expected());
    }

    @Test
    void aDestroyedHandleEndsItsMessage() throws Exception {
        DueHsmKey key = DueHsmKey.of("k");
        for (int i = 0; i < 5; i++) { // more than there are streams
            DueHsmKey destroyed = DueHsmKey.of("k");
            Mac other = Mac.getInstance("HmacSHA1", mac.getProvider());
            other.init(destroyed);
            other.update(LONG);
            destroyed.destroy();
            assertThatThrownBy(other::doFinal)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has been destroyed");
        }
        mac.init(key);
        assertThat(mac.doFinal(LONG)).isEqualTo(expected());
    }
}
