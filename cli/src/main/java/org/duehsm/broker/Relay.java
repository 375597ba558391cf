package org.duehsm.broker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.duehsm.link.IncomingRequest;
import org.duehsm.link.LinkException;
import org.duehsm.link.Session;
import org.duehsm.link.Verb;
import org.duehsm.link.Waiter;
import org.duehsm.link.Welcome;
import org.duehsm.rules.Permissions;

/**
 * All that the broker decides: the sessions of its clients, the one with the board, and what goes from those to this.
 * In come the bytes of both sides, the time, and the news of who is there; out go bytes for both. It has no thread, no
 * lock, no socket and no clock, and is for one thread at a time.
 *
 * <p>When the board goes, nobody knows what became of the requests that it had. A client with such requests, or with an
 * open stream, is told what a device tells after a reset: NO_SESSION, with another boot number. The others keep their
 * sessions, and are told BOARD_AWAY, which is true: nothing of theirs has reached the board. A board that was reset
 * meanwhile ends all sessions likewise. The boot numbers are the relay's own: a client that was idle while boards came
 * and went would take one that comes again for its own, and believe that another program had taken the device.
 */
final class Relay {

    private final Terms makeTerms;
    private final Counters counters;
    private final LogLimit log;
    private final Dispatcher dispatcher = new Dispatcher(this);
    private final Turns turns = new Turns();
    private final ArrayDeque<Passage> spare = new ArrayDeque<>();
    private final List<Passage> inFlight = new ArrayList<>();

    private Session board;
    private BoardStreams streams = new BoardStreams(0);
    private Welcome terms;
    private Welcome lastBoard;

    Relay(RandomGenerator random, Counters counters, LogLimit log) {
        this.makeTerms = new Terms(random);
        this.counters = counters;
        this.log = log;
        this.terms = makeTerms.unknown();
    }

    Counters counters() {
        return counters;
    }

    /** A client has come; its name is for the log. */
    ClientSession connect(String name, Permissions permissions) {
        ClientSession client = new ClientSession(name, permissions, terms, streams);
        turns.add(client);
        return client;
    }

    /** A client has gone: all that it had comes back. */
    void disconnect(ClientSession client) {
        turns.remove(client);
        client.close();
    }

    List<ClientSession> clients() {
        return turns.clients();
    }

    boolean hasBoard() {
        return board != null;
    }

    int streamsInUse() {
        return streams.inUse();
    }

    /** The board has come, and this session with it was opened. */
    void boardUp(Session session) {
        Welcome found = session.welcome();
        boolean wasReset = lastBoard == null || lastBoard.boot() != found.boot();
        Welcome before = terms;
        terms = makeTerms.of(found, before.boot());
        boolean goOn = !wasReset && Terms.fit(before, terms);
        if (!goOn) {
            terms = makeTerms.reset(terms);
        }
        lastBoard = found;
        board = session;
        streams = new BoardStreams(found.streams());
        for (ClientSession client : clients()) {
            if (goOn) {
                client.findBoard(streams);
            } else {
                client.restart(terms, streams);
            }
        }
    }

    /** The session with the board is over, for this reason if it was not before. */
    void boardLost(LinkException why) {
        board.end(why);
        board = null;
        streams = new BoardStreams(0);
        terms = makeTerms.reset(terms);
        for (Passage passage : inFlight) {
            passage.wipe();
            spare.addLast(passage);
        }
        inFlight.clear();
        for (ClientSession client : clients()) {
            if (client.loseBoard(streams)) {
                client.restart(terms, streams);
            }
        }
    }

    /** Takes size bytes of the board, 0 if none have come for a while. */
    void boardInput(byte[] bytes, int size, long now) {
        board.input(bytes, size, now);
        settle();
    }

    /** Does what the time demands. */
    void tick(long now) {
        if (board != null) {
            board.tick(now);
            settle();
        }
    }

    /** Nanoseconds after which {@link #tick} will have something to do, if nothing else happens. */
    long untilTick(long now) {
        return board == null ? Session.NEVER : board.untilTick(now);
    }

    /** Whether the board has half a window or more to do. */
    boolean isBoardBusy() {
        return board != null && board.isBusy();
    }

    boolean hasBoardOutput() {
        return board != null && board.hasOutput(false);
    }

    /** The session with the board, or null. */
    Session board() {
        return board;
    }

    /** Gives out what is to be written to the board now, which there is; returns its size. */
    int boardOutput(byte[] out, long now) {
        return board.output(out, now);
    }

    /** All that was given out for this session is written. */
    void boardWritten(Session to, long now) {
        if (board == to) {
            board.written(now);
        }
    }

    /** Follows what has become of what was passed on. */
    private void settle() {
        for (Waiter waiter = board.done(); waiter != null; waiter = board.done()) {
            done((Passage) waiter);
        }
        if (board.over() != null) {
            boardLost(board.over());
        }
    }

    /** Gives clients their turns, as far as the window of the board has room. */
    void serve() {
        while (board == null || inFlight.size() < board.welcome().window()) {
            if (streams.hasToWipe()) {
                passWipe(streams.nextToWipe());
                continue;
            }
            ClientSession client = turns.next();
            if (client == null) {
                return;
            }
            dispatcher.dispatch(client, client.next());
        }
    }

    /** Passes a request on; always says whether the board replies whatever comes of it. */
    void pass(ClientSession client, IncomingRequest request, int aux, boolean always) {
        Passage passage = passage(client, request);
        passage.fill(request.code(), aux, request.payload(), always);
        send(passage);
    }

    void passList(ClientSession client, IncomingRequest request, ListedEntry entry) {
        Passage passage = passage(client, request);
        passage.entry = entry;
        passage.fill(request.code(), request.aux(), entry.question(), true);
        send(passage);
    }

    private void passWipe(int stream) {
        Passage passage = passage(null, null);
        passage.fill(Verb.ABORT, stream, new byte[0], false);
        send(passage);
    }

    private Passage passage(ClientSession client, IncomingRequest request) {
        Passage passage = spare.isEmpty() ? new Passage() : spare.removeLast();
        passage.client = client;
        passage.incoming = request;
        return passage;
    }

    private void send(Passage passage) {
        if (passage.client != null) {
            passage.client.passed();
        }
        inFlight.add(passage);
        board.add(passage);
    }

    private void done(Passage passage) {
        inFlight.remove(passage);
        if (passage.client != null) {
            passage.client.done();
        }
        if (passage.entry != null && passage.reply().status() == Status.OK) {
            if (!passage.entry.add(passage.reply().rest())) {
                passList(passage.client, passage.incoming, passage.entry);
            } else {
                passage.incoming.answer(Status.OK, passage.entry.answer(passage.client.permissions()));
            }
        } else if (passage.incoming != null && passage.isReplied()) {
            passage.incoming.answer(passage.reply().status(), passage.reply().rest());
        } else if (passage.incoming != null) {
            passage.incoming.finish();
        }
        passage.wipe();
        spare.addLast(passage);
    }

    /** A client was refused what it may not do. */
    void refused(ClientSession client, RequestKind kind, String keyId) {
        String subject = client.name() + " may not " + kind.needs();
        log.say(subject, subject + (keyId == null ? "" : ": key id " + printable(keyId)));
    }

    /** What anybody sends is not to write lines of its own. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
