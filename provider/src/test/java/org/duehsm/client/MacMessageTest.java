package org.duehsm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.duehsm.link.SimulatedDevice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MacMessageTest {

    private static final int ON_HOST = 65_536;
    private static final int FIRST = 576; // of 640, beside the field of a key id of one byte
    private static final int FRAME = 640;
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final SimulatedDevice device = new SimulatedDevice(16, 4, 16384);
    private final DueHsmClient client =
            new DueHsmClient(new ClientConfig("sim", 115200, Duration.ofSeconds(20)), device::connect);
    private final MacMessage message = new MacMessage(() -> client, Algorithm.HMAC_SHA1, "k");

    @AfterEach
    void close() {
        client.close();
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** Lengths whose sum is more than an int holds: an array of 2 GB after some bytes. */
    @Test
    void theLongestArrayDoesNotFitBehindOtherBytes() {
        for (int used : new int[] {0, 9, 100, ON_HOST}) {
            WipedBuffer buffer = new WipedBuffer();
            buffer.append(new byte[used], 0, used);
            assertThat(buffer.fits(LONGEST_ARRAY)).isFalse();
            assertThat(buffer.fits(ON_HOST - used)).isTrue();
            assertThat(buffer.fits(ON_HOST - used + 1)).isFalse();
        }
    }

    @Test
    void aBufferWipesWhatItNoLongerHolds() {
        WipedBuffer buffer = new WipedBuffer();
        buffer.append(bytes(3000), 0, 3000);
        byte[] array = buffer.bytes();
        buffer.remove(2000);
        assertThat(buffer.length()).isEqualTo(1000);
        assertThat(array).startsWith(Arrays.copyOfRange(bytes(3000), 2000, 3000));
        assertThat(array).endsWith(new byte[array.length - 1000]);
        buffer.append((byte) 1);
        buffer.append(bytes(5000), 0, 5000);
        assertThat(array).as("the array that it has outgrown").containsOnly(0);
        array = buffer.bytes();
        buffer.wipe();
        assertThat(array).containsOnly(0);
        assertThat(buffer.length()).isZero();
    }

    @Test
    void whatTheHostKeepsNeedsNoDevice() throws Exception {
        device.addKey("k");
        message.update(bytes(ON_HOST), 0, ON_HOST);
        message.update(new byte[0], 0, 0);
        MacMessage copy = message.copy();
        assertThat(device.hellos).isZero();
        assertThat(message.doFinal()).isEqualTo(SimulatedDevice.mac("k", bytes(ON_HOST), ON_HOST));
        copy.abort();
        device.reset();
        message.reset();
        message.update(bytes(ON_HOST), 0, ON_HOST);
        assertThat(message.doFinal()).isEqualTo(SimulatedDevice.mac("k", bytes(ON_HOST), ON_HOST));
    }

    /** Also those in between that end where a frame does, or one byte beside. */
    @ParameterizedTest
    @ValueSource(ints = {1, FIRST, FIRST + 1, FRAME, FRAME + 1, 32_768, 65_535, ON_HOST, ON_HOST + 1, 70_000, 500_000})
    void whateverThePiecesALongMessageTakesAsFewFramesAsItCan(int piece) throws Exception {
        device.addKey("k");
        for (int length : new int[] {ON_HOST + 1, FIRST + 150 * FRAME - 1, FIRST + 150 * FRAME, 300_001}) {
            byte[] data = bytes(length);
            int before = device.executions;
            for (int at = 0; at < length; at += piece) {
                if (piece == 1) {
                    message.update(data[at]);
                } else {
                    message.update(data, at, Math.min(piece, length - at));
                }
            }
            assertThat(message.doFinal()).isEqualTo(SimulatedDevice.mac("k", data, length));
            int frames = 1 + (length - FIRST + FRAME - 1) / FRAME;
            assertThat(device.executions - before)
                    .as("and one to see whether the session stands")
                    .isEqualTo(1 + frames);
            message.reset();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100_000})
    void onceItHasEndedItTakesNothingUntilItIsReset(int length) throws Exception {
        device.addKey("k");
        byte[] data = bytes(length);
        for (Runnable end : new Runnable[] {message::doFinal, message::abort, message::reset}) {
            message.update(data, 0, length);
            end.run();
            message.reset();
            message.update(data, 0, length);
            assertThat(message.doFinal()).isEqualTo(SimulatedDevice.mac("k", data, length));
            assertEnded();
            message.abort();
            assertEnded();
            message.reset();
        }
    }

    @Test
    void onceItHasFailedToo() throws Exception {
        byte[] data = bytes(200_000);
        assertThatThrownBy(() -> message.update(data, 0, data.length)).isInstanceOf(DeviceStatusException.class);
        assertEnded();
        message.reset();
        assertThatThrownBy(message::doFinal).isInstanceOf(DeviceStatusException.class);
        assertEnded();
        device.addKey("k");
        message.reset();
        message.update(data, 0, data.length);
        assertThat(message.doFinal()).isEqualTo(SimulatedDevice.mac("k", data, data.length));
    }

    private void assertEnded() {
        assertThatThrownBy(() -> message.update((byte) 0)).hasMessageContaining("has ended");
        assertThatThrownBy(() -> message.update(new byte[1], 0, 1)).hasMessageContaining("has ended");
        assertThatThrownBy(message::doFinal).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(message::copy).isInstanceOf(IllegalStateException.class);
    }
}
