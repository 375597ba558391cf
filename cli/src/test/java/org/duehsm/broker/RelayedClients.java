package org.duehsm.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.duehsm.link.IncomingRequest;
import org.duehsm.link.LinkException;
import org.duehsm.link.PlainBoard;
import org.duehsm.link.PlainHost;
import org.duehsm.link.PlainHost.Said;
import org.duehsm.link.Verb;
import org.duehsm.rules.Permissions;
import org.junit.jupiter.api.BeforeEach;

/** A relay with clients and a board, all in the thread of the test, which says who goes on when. */
abstract class RelayedClients {

    static final int BOOT = 4711;
    static final byte[] KEY = "key".getBytes(UTF_8);
    static final int FIRST = Verb.MAC | Verb.FIRST;
    static final int LAST = Verb.MAC | Verb.LAST;
    static final int WHOLE = Verb.MAC | Verb.FIRST | Verb.LAST;

    final List<String> log = new ArrayList<>();
    final Counters counters = new Counters();
    final Relay relay = new Relay(new Random(1), counters, new LogLimit(log::add, () -> 0));
    PlainBoard board = new PlainBoard(BOOT);
    private long now;
    private int hosts;

    /** A program that uses the broker. */
    final class Client {
        final PlainHost host = new PlainHost(++hosts);
        final ClientSession session;

        Client(Permissions permissions) {
            this("user " + (hosts + 1), permissions);
        }

        Client(String user, Permissions permissions) {
            session = relay.connect(user, permissions);
        }

        /** Opens a session, and returns the WELCOME. */
        Said open() {
            send(host.hello());
            List<Said> heard = heard();
            assertThat(heard).hasSize(1);
            assertThat(heard.get(0).frame()).isEqualTo("WELCOME");
            return heard.get(0);
        }

        void send(byte... frame) {
            assertThat(session.input(frame, 0, frame.length)).isEqualTo(frame.length);
        }

        void request(int code, int aux, int... payload) {
            send(host.request(code, aux, payload));
        }

        void first(int stream) {
            send(host.request(FIRST, stream, PlainHost.keyed(1, KEY)));
        }

        List<Said> heard() {
            byte[] out = new byte[session.outputMax()];
            return host.read(Arrays.copyOf(out, session.output(out)));
        }
    }

    @BeforeEach
    void connectBoard() throws LinkException {
        relay.boardUp(board.open());
    }

    Client client() {
        return client(Permissions.ALL);
    }

    Client client(Permissions permissions) {
        Client client = new Client(permissions);
        client.open();
        return client;
    }

    /** Has the relay pass on what it can; returns what the board has got by that, in order. */
    List<IncomingRequest> passOn() {
        relay.serve();
        while (relay.hasBoardOutput()) {
            byte[] out = new byte[relay.board().outputMax()];
            int size = relay.boardOutput(out, ++now);
            relay.boardWritten(relay.board(), ++now);
            board.exchange(Arrays.copyOf(out, size));
        }
        return board.asked();
    }

    /** The only request that the board has got. */
    IncomingRequest passOnOne() {
        List<IncomingRequest> asked = passOn();
        assertThat(asked).hasSize(1);
        return asked.get(0);
    }

    /** Takes the board's answers to the clients. */
    void answer() {
        byte[] answers = board.answers();
        relay.boardInput(answers, answers.length, ++now);
    }

    /** Passes on until nothing is left; the board does each request with OK, or silently if it is silent. */
    List<IncomingRequest> workOff() {
        List<IncomingRequest> all = new ArrayList<>();
        for (List<IncomingRequest> asked = passOn(); !asked.isEmpty(); asked = passOn()) {
            all.addAll(asked);
            asked.forEach(RelayedClients::succeed);
            answer();
        }
        return all;
    }

    static void succeed(IncomingRequest request) {
        int verb = request.code() & 0xF;
        if (verb == Verb.ABORT || verb == Verb.MAC && (request.code() & Verb.LAST) == 0) {
            request.finish();
        } else {
            request.answer(0);
        }
    }

    static List<String> words(List<Said> said) {
        return said.stream().map(Said::toString).toList();
    }
}
