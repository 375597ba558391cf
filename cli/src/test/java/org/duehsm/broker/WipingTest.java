package org.duehsm.broker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.duehsm.link.IncomingRequest;
import org.duehsm.link.LinkException;
import org.duehsm.link.LinkException.Reason;
import org.duehsm.link.PlainHost;
import org.duehsm.link.Verb;
import org.junit.jupiter.api.Test;

/** No key that passes through stays in the broker. */
class WipingTest extends RelayedClients {

    private static final String SECRET = "a secret to pass on";

    private static byte[] importing(Client client) {
        byte[] payload = PlainHost.importing(1, KEY, SECRET.getBytes(ISO_8859_1));
        return client.host.request(Verb.IMPORT, 0, payload);
    }

    private boolean holdsSecret(Client... gone) throws IllegalAccessException {
        List<byte[]> all = Reachable.bytes(
                relay, List.of(gone).stream().map(client -> client.session).toList());
        assertThat(all.size()).isGreaterThan(5);
        return all.stream().anyMatch(bytes -> new String(bytes, ISO_8859_1).contains(SECRET));
    }

    @Test
    void whatIsDoneIsWiped() throws IllegalAccessException {
        Client client = client();
        client.send(importing(client));
        assertThat(holdsSecret(client)).isTrue(); // this test sees what it looks for
        workOff();
        assertThat(words(client.heard())).containsExactly("REPLY 0 0");
        assertThat(holdsSecret(client)).isFalse();
    }

    @Test
    void whatWaitsGoesWithItsClient() throws IllegalAccessException {
        Client client = client();
        client.send(importing(client));
        relay.disconnect(client.session);
        assertThat(holdsSecret(client)).isFalse();
    }

    @Test
    void halfAFrameGoesWithItsClient() throws IllegalAccessException {
        Client client = client();
        byte[] frame = importing(client);
        client.send(Arrays.copyOf(frame, frame.length - 1));
        assertThat(holdsSecret(client)).isTrue();
        relay.disconnect(client.session);
        assertThat(holdsSecret(client)).isFalse();
    }

    /** Its client has gone before it was sent; the board gets all of it or nothing, and certainly not zeros. */
    @Test
    void whatIsPassedOnIsSentWhole() throws IllegalAccessException {
        Client client = client();
        client.send(importing(client));
        relay.serve();
        relay.disconnect(client.session);
        IncomingRequest passed = passOnOne();
        assertThat(new String(passed.payload(), ISO_8859_1)).contains(SECRET);
        passed.answer(0);
        answer();
        assertThat(holdsSecret(client)).isFalse();
    }

    @Test
    void whatIsRefusedIsWiped() throws IllegalAccessException {
        Client client = client((right, keyId) -> false);
        client.send(importing(client));
        workOff();
        assertThat(words(client.heard())).containsExactly("REPLY 0 18");
        assertThat(holdsSecret(client)).isFalse();
    }

    @Test
    void aBoardThatGoesTakesItAlong() throws IllegalAccessException {
        Client client = client();
        client.send(importing(client));
        passOn();
        relay.boardLost(new LinkException(Reason.LOST, "unplugged", null));
        assertThat(holdsSecret(client)).isFalse();
    }
}
