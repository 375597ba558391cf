package org.duehsm.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.duehsm.link.IncomingRequest;
import org.duehsm.link.PlainBoard;
import org.duehsm.link.Verb;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that sends anything at all, in order or not, harms only itself. */
class HostileClientTest extends RelayedClients {

    private static final int ROUNDS = 3000;

    private final List<Client> hostile = new ArrayList<>();

    /** A request of any code, stream and payload, in a frame that is right or was damaged or cut off. */
    static byte[] anything(Client client, Random random) {
        if (random.nextInt(50) == 0) {
            return client.host.hello();
        }
        byte[] payload = new byte[random.nextInt(random.nextInt(4) == 0 ? 700 : 8)];
        if (random.nextBoolean()) {
            random.nextBytes(payload);
        }
        byte[] frame = client.host.request(random.nextInt(256), random.nextInt(12), payload);
        if (random.nextInt(20) == 0) {
            random.nextBytes(frame);
        }
        return random.nextInt(20) == 0 ? Arrays.copyOf(frame, random.nextInt(frame.length)) : frame;
    }

    private void misbehave(Random random) {
        for (Client client : hostile) {
            byte[] frame = anything(client, random);
            client.session.input(frame, 0, frame.length);
            if (random.nextInt(5) == 0) {
                client.heard();
            }
        }
        if (random.nextInt(100) == 0) {
            relay.disconnect(hostile.remove(0).session);
            hostile.add(client());
        }
    }

    /** As a board may do it: also refused, which a silent request is then told. */
    private static void execute(IncomingRequest request, Random random) {
        boolean silent =
                request.code() == Verb.ABORT || (request.code() & 0xF) == Verb.MAC && (request.code() & Verb.LAST) == 0;
        if (silent && random.nextInt(4) != 0) {
            request.finish();
        } else {
            request.answer(random.nextInt(16), new byte[random.nextInt(80)]);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void othersGetTheirAnswers(long seed) {
        Random random = new Random(seed);
        Client honest = client();
        for (int i = 0; i < 5; i++) {
            hostile.add(client());
        }
        int asked = 0;
        int answered = 0;
        for (int i = 0; i < ROUNDS; i++) {
            misbehave(random);
            if (asked == answered) {
                honest.request(Verb.INFO, 0, 1);
                asked++;
            }
            passOn().forEach(request -> execute(request, random));
            answer();
            answered += honest.heard().size();
            assertThat(relay.streamsInUse()).isBetween(0, PlainBoard.STREAMS);
        }
        assertThat(answered).isGreaterThan(ROUNDS / 3);
        hostile.forEach(client -> relay.disconnect(client.session));
        hostile.clear();
        while (!passOn().isEmpty() || relay.streamsInUse() > 0) {
            answer();
        }
        honest.first(0);
        honest.request(LAST, 0);
        workOff();
        assertThat(relay.streamsInUse()).isZero();
    }
}
