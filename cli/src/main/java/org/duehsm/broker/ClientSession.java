package org.duehsm.broker;

import java.util.ArrayDeque;
import org.duehsm.link.DeviceSession;
import org.duehsm.link.IncomingRequest;
import org.duehsm.link.RequestHandler;
import org.duehsm.link.Welcome;
import org.duehsm.rules.Permissions;

/** A client's session, with the broker as the device; its requests wait here for their turn, a window of them at most. */
final class ClientSession implements RequestHandler {

    private final String name;
    private final Permissions permissions;
    private final DeviceSession session;
    private final ArrayDeque<IncomingRequest> waiting = new ArrayDeque<>();
    private ClientStreams streams;

    /** How many of its requests the board has. */
    private int inFlight;

    /** @param name of the user whose client it is */
    ClientSession(String name, Permissions permissions, Welcome terms, BoardStreams board) {
        this.name = name;
        this.permissions = permissions;
        this.session = new DeviceSession(terms, this);
        this.streams = new ClientStreams(board, name, terms.streams());
    }

    String name() {
        return name;
    }

    Permissions permissions() {
        return permissions;
    }

    ClientStreams streams() {
        return streams;
    }

    @Override
    public void opened() {
        giveBack();
    }

    @Override
    public void execute(IncomingRequest request) {
        waiting.addLast(request);
    }

    /** Takes bytes of the client; returns how many of the length bytes from offset on it has taken. */
    int input(byte[] bytes, int offset, int length) {
        return session.input(bytes, offset, length);
    }

    /** Bytes that {@link #output} gives at most. */
    int outputMax() {
        return session.outputMax();
    }

    /** Gives out what is to be sent to the client now; returns its size. */
    int output(byte[] out) {
        return session.output(out);
    }

    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    IncomingRequest next() {
        return waiting.removeFirst();
    }

    int inFlight() {
        return inFlight;
    }

    void passed() {
        inFlight++;
    }

    void done() {
        inFlight--;
    }

    /** The board has gone, with all that it had of this client; returns whether that was anything. */
    boolean loseBoard(BoardStreams none) {
        boolean lost = inFlight > 0 || streams.held() > 0;
        inFlight = 0;
        streams.rebind(none);
        return lost;
    }

    /** The board is back, and the session stands. */
    void findBoard(BoardStreams board) {
        streams.rebind(board);
    }

    /** Closes the session as a reset of the device does. */
    void restart(Welcome terms, BoardStreams board) {
        waiting.clear();
        session.restart(terms);
        streams = new ClientStreams(board, name, terms.streams());
    }

    /** The client has gone: wipes all, and gives its streams back. */
    void close() {
        session.close();
        giveBack();
    }

    private void giveBack() {
        waiting.clear();
        streams.clear();
    }
}
