package org.duehsm.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.firmware.JvmDue;
import org.duehsm.link.LinkException;
import org.duehsm.link.LinkException.Reason;
import org.duehsm.link.Opening;
import org.duehsm.link.PlainHost;
import org.duehsm.link.PlainHost.Said;
import org.duehsm.link.Verb;
import org.duehsm.port.Port;
import org.duehsm.rules.Permissions;
import org.duehsm.rules.Right;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same on the firmware's own core: whatever clients send, the broker knows which of it the core answers and which
 * it does in silence. If it were wrong once, its session with the board would stand still.
 */
class HostileOnDeviceTest extends RelayedClients {

    private static final int ROUNDS = 1500;
    private static final byte[] SECRET = "a secret of the tests".getBytes(UTF_8);
    private static final byte[] PART = new byte[64];

    /** What may be asked without end: no flash is written, and nobody waits for a key that is gone. */
    private static final Permissions HARMLESS = (right, keyId) -> right != Right.MANAGE;

    private final List<Client> hostile = new ArrayList<>();
    private JvmDue due;
    private long now;

    /** A port by which the device answers while it is written to. */
    private static final class Stepped implements Port {
        private final JvmDue due;
        private byte[] answers = {};

        Stepped(JvmDue due) {
            this.due = due;
        }

        @Override
        public int read(byte[] buffer) {
            int size = answers.length;
            System.arraycopy(answers, 0, buffer, 0, size);
            answers = new byte[0];
            return size;
        }

        @Override
        public void write(byte[] data, int offset, int length) {
            answers = due.exchange(Arrays.copyOfRange(data, offset, offset + length));
        }

        @Override
        public void close() {}

        @Override
        public String name() {
            return "device";
        }
    }

    private void exchange() {
        relay.serve();
        while (relay.hasBoardOutput()) {
            byte[] out = new byte[relay.board().outputMax()];
            int size = relay.boardOutput(out, ++now);
            relay.boardWritten(relay.board(), ++now);
            byte[] answers = due.exchange(Arrays.copyOf(out, size));
            relay.boardInput(answers, answers.length, ++now);
            assertThat(relay.board()).isNotNull();
            relay.serve();
        }
    }

    private void misbehave(Random random) {
        for (Client client : hostile) {
            byte[] frame = random.nextInt(3) == 0
                    ? client.host.request(
                            Verb.MAC | random.nextInt(4) << 4,
                            random.nextInt(40),
                            PlainHost.keyed(random.nextInt(3), KEY, PART))
                    : HostileClientTest.anything(client, random);
            client.session.input(frame, 0, frame.length);
            client.heard();
        }
    }

    private void sign(Client honest, int stream, byte[] expected) {
        honest.send(honest.host.request(FIRST, stream, PlainHost.keyed(1, KEY, PART)));
        exchange();
        honest.send(honest.host.request(LAST, stream, PART));
        exchange();
        List<Said> said = honest.heard();
        assertThat(said).hasSize(1);
        assertThat(said.get(0).status()).isZero();
        assertThat(said.get(0).payload()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void theSessionWithTheBoardGoesOn(long seed) throws Exception {
        Random random = new Random(seed);
        relay.boardLost(new LinkException(Reason.LOST, "swapped", null));
        try (JvmDue started = JvmDue.inMemory()) {
            due = started;
            relay.boardUp(Opening.session(new Stepped(due), Duration.ofSeconds(3)));
            Client honest = client();
            byte[] key = PlainHost.importing(1, KEY, SECRET);
            honest.send(honest.host.request(Verb.IMPORT, 0, key));
            exchange();
            assertThat(words(honest.heard())).containsExactly("REPLY 0 0");
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(SECRET, "HmacSHA1"));
            mac.update(PART);
            byte[] expected = mac.doFinal(PART);
            for (int i = 0; i < 5; i++) {
                hostile.add(client(HARMLESS));
            }
            for (int i = 0; i < ROUNDS; i++) {
                misbehave(random);
                exchange();
                sign(honest, i % 8, expected);
            }
            hostile.forEach(client -> relay.disconnect(client.session));
            exchange();
            assertThat(relay.streamsInUse()).isZero();
        }
    }
}
