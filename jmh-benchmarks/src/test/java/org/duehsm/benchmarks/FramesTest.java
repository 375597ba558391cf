package org.duehsm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of PROTOCOL.md, in both directions. */
class FramesTest {

    private static final Path PROTOCOL = Path.of("../firmware/PROTOCOL.md");

    record Example(String packet, String wire) {}

    static Stream<Example> examples() throws IOException {
        List<String> lines = Files.readAllLines(PROTOCOL);
        return IntStream.range(1, lines.size())
                .filter(i -> lines.get(i).startsWith("wire "))
                .mapToObj(i -> new Example(
                        lines.get(i - 1).substring("packet ".length()),
                        lines.get(i).substring(5)));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void framesAreThoseOfTheProtocol(Example example) {
        byte[] packet = HexFormat.of().parseHex(example.packet);
        byte[] wire = HexFormat.of().parseHex(example.wire);
        byte[] out = new byte[Frames.bound(packet.length)];
        int end = Frames.encode(Arrays.copyOf(packet, packet.length + Frames.CHECK_SIZE), packet.length, out, 0);
        assertThat(Arrays.copyOf(out, end)).isEqualTo(wire);

        byte[] decoded = new byte[packet.length];
        assertThat(Frames.decode(wire, 0, wire.length - 1, decoded)).isEqualTo(packet.length);
        assertThat(decoded).isEqualTo(packet);
    }

    @Test
    void aFullGroupAtTheEndStandsAlone() {
        byte[] packet = new byte[250 + Frames.CHECK_SIZE];
        Arrays.fill(packet, (byte) 7);
        byte[] out = new byte[Frames.bound(250)];
        assertThat(Frames.encode(packet, 250, out, 0)).isEqualTo(256);
        // The check has no zero, or this were no full group.
        assertThat(Arrays.copyOfRange(packet, 250, 254)).doesNotContain(0);
        assertThat(out[0]).isEqualTo((byte) 0xFF);
    }
}
