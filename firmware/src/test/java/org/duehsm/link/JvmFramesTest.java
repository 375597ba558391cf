package org.duehsm.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.duehsm.firmware.JvmDue;
import org.junit.jupiter.api.Test;

/**
 * The device inside the JVM gives the answers of PROTOCOL.md section 9, but for what differs from the
 * test board of that page: the number of the session and of the start, board and id.
 */
class JvmFramesTest {

    private static final int NONCE_AND_VERSIONS = 11;
    private static final int BOOT = 12;
    private static final int BOARD = 17;
    private static final int WELCOME_SIZE = 48;
    private static final int IN_THE_JVM = 4;

    private final FrameDecoder decoder = new FrameDecoder();
    private final FrameEncoder encoder = new FrameEncoder();
    private int pageEpoch;
    private int epoch;
    private int boot;

    @Test
    void answersAsThePageSays() throws IOException {
        List<byte[]> answers = new ArrayList<>();
        int compared = 0;
        try (JvmDue due = JvmDue.inMemory()) {
            for (Example example : conversation()) {
                if (example.fromHost) {
                    assertThat(answers)
                            .as("unexpected answers before " + example.name)
                            .isEmpty();
                    answers.addAll(packets(due.exchange(frame(ours(example.packet)))));
                } else {
                    assertThat(answers).as(example.name).isNotEmpty();
                    compare(example, answers.remove(0));
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(16);
    }

    private void compare(Example example, byte[] answer) {
        if (answer[Packet.TYPE] == Packet.WELCOME) {
            pageEpoch = Packet.u16(example.packet, Packet.EPOCH);
            epoch = Packet.u16(answer, Packet.EPOCH);
            boot = Packet.u32(answer, Packet.PAYLOAD + BOOT);
            assertThat(answer).hasSize(Packet.PAYLOAD + WELCOME_SIZE);
            assertThat(Arrays.copyOfRange(answer, Packet.PAYLOAD, Packet.PAYLOAD + NONCE_AND_VERSIONS))
                    .isEqualTo(Arrays.copyOfRange(example.packet, Packet.PAYLOAD, Packet.PAYLOAD + NONCE_AND_VERSIONS));
            assertThat(answer[Packet.PAYLOAD + BOARD]).isEqualTo((byte) IN_THE_JVM);
            return;
        }
        byte[] expected = ours(example.packet);
        if (expected[Packet.TYPE] == Packet.NO_SESSION) {
            Packet.putU32(expected, Packet.PAYLOAD, boot);
        }
        assertThat(answer).as(example.name).isEqualTo(expected);
    }

    /** The packet with this session's number, or another one's where the page has another one's. */
    private byte[] ours(byte[] packet) {
        byte[] ours = packet.clone();
        int theirs = Packet.u16(packet, Packet.EPOCH);
        if (theirs != 0) {
            Packet.putU16(ours, Packet.EPOCH, theirs == pageEpoch ? epoch : epoch ^ 1);
        }
        return ours;
    }

    private byte[] frame(byte[] packet) {
        byte[] out = new byte[FrameEncoder.bound(packet.length)];
        int size = encoder.encode(Arrays.copyOf(packet, packet.length + Packet.CHECK_SIZE), packet.length, out, 0);
        return Arrays.copyOf(out, size);
    }

    private List<byte[]> packets(byte[] frames) {
        List<byte[]> packets = new ArrayList<>();
        for (byte b : frames) {
            if (decoder.accept(b)) {
                packets.add(Arrays.copyOf(decoder.packet(), decoder.size()));
            }
        }
        return packets;
    }

    private record Example(String name, boolean fromHost, byte[] packet) {}

    /** The examples up to the last one that the device answers. */
    private static List<Example> conversation() throws IOException {
        List<String> page = Files.readAllLines(Path.of("PROTOCOL.md"));
        List<Example> examples = new ArrayList<>();
        int conversation = 0;
        for (int i = page.indexOf("```frames"); !page.get(i).equals("```"); i++) {
            String line = page.get(i);
            if (line.startsWith("→ ") || line.startsWith("← ")) {
                byte[] packet = HexFormat.of().parseHex(page.get(i + 1).substring("packet ".length()));
                examples.add(new Example(line, line.startsWith("→ "), packet));
                conversation = line.startsWith("← ") ? examples.size() : conversation;
            }
        }
        return examples.subList(0, conversation);
    }
}
