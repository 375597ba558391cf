package org.duehsm.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.duehsm.link.ProtocolPage.Example;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The device's end does what PROTOCOL.md sections 2 and 3 say, for requests that are done at once. */
class DeviceSessionTest extends DeviceSessionHost {

    private static final int CONVERSATION = 56;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void holdsTheConversationOfThePage(boolean byteByByte) {
        List<Example> conversation = ProtocolPage.examples().subList(0, CONVERSATION);
        Map<Integer, byte[]> replies = new HashMap<>();
        for (Example example : conversation) {
            if (example.packet()[Packet.TYPE] == Packet.REPLY) {
                replies.put(Packet.u16(example.packet(), Packet.SEQ), example.packet());
            }
        }
        int[] executed = {0};
        session = new DeviceSession(terms(16), new RequestHandler() {
            @Override
            public void opened() {}

            @Override
            public void execute(IncomingRequest request) {
                byte[] reply = replies.get(executed[0]++);
                if (reply == null) {
                    request.finish();
                } else {
                    request.answer(reply[Packet.CODE], Arrays.copyOfRange(reply, Packet.PAYLOAD, reply.length));
                }
            }
        });
        for (Example example : conversation) {
            if (!example.fromHost()) {
                assertThat(output()).as(example.name()).isEqualTo(example.wire());
                continue;
            }
            for (byte b : byteByByte ? example.wire() : new byte[0]) {
                assertThat(output()).as("before " + example.name()).isEmpty();
                send(b);
            }
            if (!byteByByte) {
                assertThat(output()).as("before " + example.name()).isEmpty();
                send(example.wire());
            }
        }
        assertThat(output()).isEmpty();
        assertThat(executed[0]).isEqualTo(25);
    }

    @Test
    void aRequestIsHandedOverAsItCame() {
        open();
        send(frame(packet(Packet.REQUEST, Verb.MAC | Verb.LAST | Verb.ACK_NOW, EPOCH, 0, 0xFEDC, (byte) 7, (byte) 8)));
        assertThat(requests.last().code()).isEqualTo(Verb.MAC | Verb.LAST);
        assertThat(requests.last().aux()).isEqualTo(0xFEDC);
        assertThat(requests.last().payload()).containsExactly(7, 8);
    }

    @Test
    void aGapIsToldOnceUntilTheExpectedRequestComes() {
        open();
        request(1, ANSWERED);
        assertThat(heard()).containsExactly("ACK 1 0");
        request(2, ANSWERED);
        send((byte) 9, (byte) 0);
        assertThat(heard()).isEmpty();
        request(0, SILENT);
        requests.last().finish();
        request(2, ANSWERED);
        assertThat(heard()).containsExactly("ACK 1 1");
        assertThat(requests.all).hasSize(1);
        hello(2);
        send((byte) 9, (byte) 0);
        assertThat(heard()).containsExactly("WELCOME " + (EPOCH + 1) + " 1", "ACK 1 0");
    }

    /** As the host does at the end of what it sends again, which may have lost something, too. */
    @Test
    void aGapIsToldAgainToWhoAsks() {
        open();
        request(1, ANSWERED);
        assertThat(heard()).containsExactly("ACK 1 0");
        request(2, ANSWERED | Verb.ACK_NOW);
        assertThat(heard()).containsExactly("ACK 1 0");
        request(2, ANSWERED);
        send((byte) 9, (byte) 0);
        assertThat(heard()).isEmpty();
    }

    @Test
    void aDamagedFrameIsAGapIfASessionIsOpen() {
        byte[] damaged = frame(packet(Packet.REQUEST, ANSWERED, EPOCH, 0, 0));
        damaged[3]++;
        send(damaged);
        assertThat(heard()).isEmpty();
        open();
        send((byte) 0, (byte) 0);
        assertThat(heard()).as("an empty frame is no frame").isEmpty();
        send(damaged);
        assertThat(heard()).containsExactly("ACK 1 0");
    }

    @Test
    void aFrameThatIsTooLongIsDamaged() {
        open();
        send(frame(packet(Packet.REQUEST, Verb.MAC, EPOCH, 0, 0, new byte[640])));
        assertThat(requests.last().payload()).hasSize(640);
        send(frame(packet(Packet.REQUEST, Verb.MAC, EPOCH, 1, 0, new byte[641])));
        assertThat(requests.all).hasSize(1);
        assertThat(heard()).containsExactly("ACK 1 0");
    }

    @Test
    void anyBytesDoNoHarm() {
        open();
        Random random = new Random(4);
        byte[] noise = new byte[5000];
        for (int round = 0; round < 200; round++) {
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (byte) (random.nextInt(64) == 0 ? 0 : random.nextInt(256));
            }
            send(noise);
        }
        send((byte) 0);
        assertThat(heard()).containsExactly("ACK 1 0");
        exchange(10, 0);
    }

    @Test
    void aRepetitionIsAnsweredAgainAndNotExecuted() {
        open();
        request(0, ANSWERED);
        requests.last().answer(3, (byte) 42);
        byte[] first = output();
        request(0, ANSWERED);
        assertThat(output()).isEqualTo(first);
        request(1, SILENT);
        requests.last().finish();
        request(0, ANSWERED);
        assertThat(heard()).containsExactly("REPLY 0 3 2");
        request(1, SILENT);
        assertThat(heard()).isEmpty();
        request(1, SILENT_ACK_NOW);
        assertThat(heard()).containsExactly("ACK 0 2");
        assertThat(requests.all).hasSize(2);
    }

    @Test
    void aWindowOfRepliesIsRemembered() {
        open();
        exchange(10, 0);
        for (int seq = 10 - WINDOW; seq < 10; seq++) {
            request(seq, ANSWERED);
            assertThat(heard()).containsExactly("REPLY " + seq + " 0 10");
        }
        request(10 - WINDOW - 1, ANSWERED);
        assertThat(heard()).containsExactly("ACK 1 10");
        assertThat(requests.all).hasSize(10);
    }

    @Test
    void whatWasNotExecutedIsNoRepetition() {
        open();
        request(0xFFFF, ANSWERED);
        assertThat(heard()).containsExactly("ACK 1 0");
        exchange(2, 0);
        request(0xFFFF, ANSWERED);
        assertThat(heard()).containsExactly("ACK 1 2");
    }

    @Test
    void numbersWrapAround() {
        open();
        exchange(0x20001, 0);
        for (int seq : new int[] {0xFFFE, 0xFFFF, 0}) {
            request(seq, ANSWERED);
            assertThat(heard()).containsExactly("REPLY " + seq + " 0 1");
        }
        request(0xFFFC, ANSWERED);
        assertThat(heard()).containsExactly("ACK 1 1");
        assertThat(requests.all).hasSize(0x20001);
    }

    @Test
    void silentRequestsAreAcknowledgedAsAsked() {
        open();
        request(0, SILENT);
        requests.last().finish();
        assertThat(heard()).isEmpty();
        request(1, SILENT_ACK_NOW);
        requests.last().finish();
        assertThat(heard()).containsExactly("ACK 0 2");
        request(2, SILENT_ACK_NOW);
        requests.last().answer(4);
        assertThat(heard()).as("a part that failed").containsExactly("REPLY 2 4 3");
    }

    @Test
    void theSameNonceChangesNothing() {
        open();
        exchange(2, 0);
        hello(1);
        assertThat(heard()).containsExactly("WELCOME " + EPOCH + " 1");
        request(1, ANSWERED);
        assertThat(heard()).containsExactly("REPLY 1 0 2");
        assertThat(requests.opened).isEqualTo(1);
    }

    @Test
    void anyNonceOpensTheFirstSession() {
        hello(0);
        assertThat(heard()).containsExactly("WELCOME " + EPOCH + " 1");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "2, 255"})
    void withoutACommonVersionTheOpenSessionStays(int lowest, int highest) {
        open();
        hello(2, lowest, highest, Limits.HELLO_PAYLOAD_SIZE);
        assertThat(heard()).containsExactly("WELCOME 0 0");
        exchange(1, 0);
        hello(1);
        assertThat(heard()).containsExactly("WELCOME " + EPOCH + " 1");
    }

    @Test
    void helloMayGrowAndNotShrink() {
        hello(1, 1, 1, 9);
        assertThat(heard()).isEmpty();
        hello(1, 0, 255, 30);
        assertThat(heard()).containsExactly("WELCOME " + EPOCH + " 1");
    }

    @Test
    void unknownTypesAreIgnored() {
        open();
        for (int type = 0; type < 256; type++) {
            if (type != Packet.HELLO && type != Packet.REQUEST) {
                send(frame(packet((byte) type, 0, EPOCH, 0, 0)));
            }
        }
        assertThat(heard()).isEmpty();
        assertThat(requests.all).isEmpty();
    }

    @Test
    void theEpochIsNeverZero() {
        session.restart(terms(0xFFFF, BOOT, 1));
        hello(1);
        hello(2);
        assertThat(heard()).containsExactly("WELCOME 65535 1", "WELCOME 1 1");
    }

    @Test
    void termsThatCannotBeHeldAreRefused() {
        Welcome good = terms(WINDOW);
        for (Welcome bad : List.of(
                terms(0, BOOT, WINDOW),
                terms(17),
                terms(0),
                new Welcome(1, 0, 0, 4, 3, 641, 16384, 64, "1.0.0", good.uniqueId()),
                new Welcome(1, 0, 0, 4, 3, 640, 16384, 64, "1.0", good.uniqueId()),
                new Welcome(1, 0, 0, 4, 3, 640, 16384, 64, "1.0.x", good.uniqueId()),
                new Welcome(1, 0, 0, 4, 3, 640, 16384, 64, "1.0.0", new byte[15]))) {
            assertThatThrownBy(() -> new DeviceSession(bad, requests)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
