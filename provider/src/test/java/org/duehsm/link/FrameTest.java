package org.duehsm.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.duehsm.link.ProtocolPage.Example;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrameTest {

    static List<Example> examples() {
        return ProtocolPage.examples();
    }

    private static byte[] encode(byte[] packet) {
        byte[] room = Arrays.copyOf(packet, packet.length + Packet.CHECK_SIZE);
        byte[] wire = new byte[FrameEncoder.bound(packet.length)];
        return Arrays.copyOf(wire, new FrameEncoder().encode(room, packet.length, wire, 0));
    }

    /** The last packet in it, the same byte by byte and in runs. */
    private static byte[] decode(byte[] wire) {
        FrameDecoder decoder = new FrameDecoder();
        byte[] packet = null;
        for (byte b : wire) {
            if (decoder.accept(b)) {
                packet = Arrays.copyOf(decoder.packet(), decoder.size());
            }
        }
        for (int chunk : new int[] {1, 100, 5000}) {
            assertThat(decodeInRuns(wire, chunk)).isEqualTo(packet);
        }
        return packet;
    }

    private static byte[] decodeInRuns(byte[] wire, int chunk) {
        FrameDecoder decoder = new FrameDecoder();
        byte[] packet = null;
        for (int from = 0; from < wire.length; from += chunk) {
            int to = Math.min(from + chunk, wire.length);
            for (int at = decoder.acceptUntilDelimiter(wire, from, to); at < to; ) {
                if (decoder.accept(wire[at])) {
                    packet = Arrays.copyOf(decoder.packet(), decoder.size());
                }
                at = decoder.acceptUntilDelimiter(wire, at + 1, to);
            }
        }
        return packet;
    }

    @Test
    void thePageHasItsExamples() {
        assertThat(examples()).hasSizeGreaterThanOrEqualTo(18);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void encodesAsThePageSays(Example example) {
        assertThat(encode(example.packet())).isEqualTo(example.wire());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void decodesAsThePageSays(Example example) {
        assertThat(decode(example.wire())).isEqualTo(example.packet());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void dropsAFrameWithAnyBitWrong(Example example) {
        byte[] wire = example.wire();
        for (int bit = 0; bit < (wire.length - 1) * Byte.SIZE; bit++) {
            byte[] damaged = wire.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThat(decode(damaged)).as("bit %d", bit).isNull();
        }
    }

    @Test
    void findsTheNextFrameAfterGarbage() {
        byte[] good = ProtocolPage.example("mac-reply").wire();
        Random random = new Random(1);
        for (int size = 0; size < 3000; size += 7) {
            byte[] wire = new byte[size + 1 + good.length];
            for (int i = 0; i < size; i++) {
                wire[i] = (byte) (1 + random.nextInt(255));
            }
            System.arraycopy(good, 0, wire, size + 1, good.length);
            assertThat(decode(wire)).isEqualTo(ProtocolPage.example("mac-reply").packet());
        }
    }

    @Test
    void everyLengthAndRunComesBack() {
        Random random = new Random(2);
        for (int size = 8; size <= 648; size++) {
            for (int zeros : new int[] {0, 1, 4, 255}) {
                byte[] packet = new byte[size];
                for (int i = 0; i < size; i++) {
                    packet[i] = (byte) (random.nextInt(256) < zeros ? 0 : 1 + random.nextInt(255));
                }
                byte[] wire = encode(packet);
                assertThat(wire.length).isLessThanOrEqualTo(FrameEncoder.bound(size));
                assertThat(decode(wire)).isEqualTo(packet);
            }
        }
    }

    @Test
    void randomBytesNeverDisturbTheDecoder() {
        Random random = new Random(3);
        FrameDecoder decoder = new FrameDecoder();
        for (int i = 0; i < 3_000_000; i++) {
            boolean whole = decoder.accept((byte) (random.nextInt(64) == 0 ? 0 : random.nextInt(256)));
            assertThat(whole && decoder.size() < Packet.PAYLOAD).isFalse();
        }
    }
}
