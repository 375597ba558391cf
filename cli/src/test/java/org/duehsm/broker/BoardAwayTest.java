package org.duehsm.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.duehsm.broker.Counters.Asked;
import org.duehsm.broker.Counters.Outcome;
import org.duehsm.link.IncomingRequest;
import org.duehsm.link.LinkException;
import org.duehsm.link.LinkException.Reason;
import org.duehsm.link.PlainBoard;
import org.duehsm.link.PlainHost;
import org.duehsm.link.PlainHost.Said;
import org.duehsm.link.Verb;
import org.duehsm.rules.Permissions;
import org.junit.jupiter.api.Test;

/** What clients are told when the board goes, and when it comes back: never that nothing was done if it may have been. */
class BoardAwayTest extends RelayedClients {

    private static final LinkException UNPLUGGED = new LinkException(Reason.LOST, "unplugged", null);

    private void plug(int boot) throws LinkException {
        board = new PlainBoard(boot);
        relay.boardUp(board.open());
    }

    private static Said only(List<Said> said) {
        assertThat(said).hasSize(1);
        return said.get(0);
    }

    @Test
    void beforeTheFirstBoardClientsAreToldThatItIsAway() throws LinkException {
        Relay early = new Relay(new Random(2), counters, new LogLimit(log::add, () -> 0));
        ClientSession session = early.connect("early", Permissions.ALL);
        PlainHost host = new PlainHost(9);
        exchange(session, host.hello());
        Said welcome = only(read(session, host));
        exchange(session, host.request(Verb.INFO, 0, 0));
        early.serve();
        assertThat(words(read(session, host))).containsExactly("REPLY 0 19");
        early.boardUp(new PlainBoard(BOOT).open());
        exchange(session, host.request(Verb.INFO, 0, 0));
        Said said = only(read(session, host));
        assertThat(said.frame()).isEqualTo("NO_SESSION");
        assertThat(said.boot()).isNotEqualTo(welcome.boot());
    }

    private static void exchange(ClientSession session, byte[] frame) {
        session.input(frame, 0, frame.length);
    }

    private static List<Said> read(ClientSession session, PlainHost host) {
        byte[] out = new byte[session.outputMax()];
        return host.read(Arrays.copyOf(out, session.output(out)));
    }

    @Test
    void whoHadNothingOnTheBoardIsToldThatItIsAwayAndGoesOn() throws LinkException {
        Client client = client();
        client.request(Verb.INFO, 0, 0);
        workOff();
        client.heard();
        relay.boardLost(UNPLUGGED);
        client.request(Verb.DELETE, 0, 1, 'k');
        client.first(0);
        client.request(Verb.MAC, 0, 1);
        client.request(LAST, 0);
        relay.serve();
        assertThat(words(client.heard())).containsExactly("REPLY 1 19", "REPLY 2 19", "REPLY 4 19");
        assertThat(counters.get(Asked.MANAGE, Outcome.BOARD_AWAY)).isEqualTo(1);
        plug(BOOT);
        client.request(Verb.INFO, 0, 0);
        workOff();
        assertThat(words(client.heard())).containsExactly("REPLY 5 0");
    }

    /** It waited for its turn: the board has not seen it. */
    @Test
    void whatWaitedIsToldThatTheBoardIsAway() {
        Client hungry = client();
        Client waiting = client();
        for (int i = 0; i < PlainBoard.WINDOW; i++) {
            hungry.request(Verb.INFO, 0, 0);
        }
        passOn();
        waiting.request(Verb.DELETE, 0, 1, 'k');
        passOn();
        relay.boardLost(UNPLUGGED);
        relay.serve();
        assertThat(words(waiting.heard())).containsExactly("REPLY 0 19");
    }

    /** The board may have deleted the key. */
    @Test
    void whatWasOnItsWayIsNeverToldSo() {
        Client client = client();
        int boot = client.open().boot();
        client.request(Verb.DELETE, 0, 1, 'k');
        passOn();
        client.request(Verb.INFO, 0, 0);
        relay.boardLost(UNPLUGGED);
        relay.serve();
        assertThat(client.heard()).isEmpty();
        client.request(Verb.INFO, 0, 0);
        Said said = only(client.heard());
        assertThat(said.frame()).isEqualTo("NO_SESSION");
        assertThat(said.boot()).isNotEqualTo(boot);
    }

    /** Taken by the relay, but not yet written to the board's port: that is too fine to tell. */
    @Test
    void whatWasTakenForTheBoardIsNeverToldSo() {
        Client client = client();
        client.request(Verb.DELETE, 0, 1, 'k');
        relay.serve();
        relay.boardLost(UNPLUGGED);
        client.request(Verb.INFO, 0, 0);
        assertThat(only(client.heard()).frame()).isEqualTo("NO_SESSION");
    }

    @Test
    void anOpenStreamIsLostWithTheBoard() throws LinkException {
        Client client = client();
        client.first(0);
        workOff();
        relay.boardLost(UNPLUGGED);
        plug(BOOT);
        client.request(LAST, 0);
        assertThat(only(client.heard()).frame()).isEqualTo("NO_SESSION");
        client.open();
        client.request(LAST, 0);
        assertThat(workOff()).isEmpty();
        assertThat(words(client.heard())).containsExactly("REPLY 0 4");
    }

    @Test
    void afterAResetAllAreToldSo() throws LinkException {
        Client idle = client();
        int boot = idle.open().boot();
        relay.boardLost(UNPLUGGED);
        plug(BOOT + 1);
        idle.request(Verb.INFO, 0, 0);
        Said said = only(idle.heard());
        assertThat(said.frame()).isEqualTo("NO_SESSION");
        assertThat(said.boot()).isNotEqualTo(boot);
        assertThat(idle.open().boot()).isEqualTo(said.boot());
        idle.request(Verb.INFO, 0, 0);
        workOff();
        assertThat(words(idle.heard())).containsExactly("REPLY 0 0");
    }

    /** A client that asks nothing meanwhile would take the first one's boot number for its own. */
    @Test
    void oneBoardAndAnotherAndTheFirstAgainIsNotToldTaken() throws LinkException {
        Client idle = client();
        int boot = idle.open().boot();
        relay.boardLost(UNPLUGGED);
        plug(BOOT + 1);
        relay.boardLost(UNPLUGGED);
        plug(BOOT);
        idle.request(Verb.INFO, 0, 0);
        Said said = only(idle.heard());
        assertThat(said.frame()).isEqualTo("NO_SESSION");
        assertThat(said.boot()).isNotEqualTo(boot);
    }

    /** No client is ever told that another program has its session: its boot number is another each time. */
    @Test
    void theSessionIsNeverToldTaken() throws LinkException {
        Client client = client();
        for (int i = 0; i < 5; i++) {
            int boot = client.open().boot();
            client.first(0);
            workOff();
            relay.boardLost(UNPLUGGED);
            plug(BOOT);
            client.request(Verb.INFO, 0, 0);
            Said said = only(client.heard());
            assertThat(said.frame()).isEqualTo("NO_SESSION");
            assertThat(said.boot()).isNotEqualTo(boot);
        }
    }

    @Test
    void aBoardThatFallsSilentIsLost() {
        Client client = client();
        client.request(Verb.INFO, 0, 0);
        IncomingRequest unanswered = passOnOne();
        long time = 1_000_000_000L;
        while (relay.board() != null) {
            time += 100_000_000;
            relay.boardInput(new byte[0], 0, time);
            passOn();
        }
        assertThat(unanswered.code()).isEqualTo(Verb.INFO);
        client.request(Verb.INFO, 0, 0);
        assertThat(only(client.heard()).frame()).isEqualTo("NO_SESSION");
    }
}
