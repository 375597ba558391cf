package org.duehsm.broker;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.duehsm.link.LinkException;
import org.duehsm.link.Session;

/**
 * Waits for clients, reads what they ask, and writes it to the board: the work of one thread. What the board answers is
 * sent to the clients by the thread that reads it. So a request wakes one thread on its way there, and one on its way
 * back. As long as the board has half a window to do, requests do not wake this thread: it rests, and then takes all that
 * have come.
 *
 * <p>The {@link Relay} object is the lock of itself and of all that is here, but for what each thread is about to send.
 * It is held for moments, and never while a port is written or the board's is read: who is woken by that would come for
 * the lock at once.
 */
final class ClientLoop implements Runnable, BoardConnection.Owner {

    private static final int READ_SIZE = 16384;
    private static final long LONGEST_WAIT_MILLIS = TimeUnit.MINUTES.toMillis(1);

    /** So long at most it rests: a board can be busy for longer than clients should wait to be let in. */
    private static final long REST_MILLIS = 2;

    /** So long doors stay shut. */
    private static final long SHUT_MILLIS = 100;

    private final Relay relay;
    private final Selector selector;
    private final int clientLimit;
    private final LogLimit log;
    private final List<ClientConnection> clients = new ArrayList<>();
    private final byte[] chunk = new byte[READ_SIZE];
    private final List<ClientConnection> forClients = new ArrayList<>();
    private final List<ClientConnection> answered = new ArrayList<>();
    private byte[] output = {};
    private int outputSize;
    private Session forBoard;
    private BoardConnection board;
    private Doors doors;
    private boolean asleep;
    private boolean resting;
    private boolean interestChanged;
    private volatile boolean closed;

    /** @param clientLimit how many can be connected at a time */
    ClientLoop(Relay relay, int clientLimit, LogLimit log) throws IOException {
        this.relay = relay;
        this.clientLimit = clientLimit;
        this.log = log;
        this.selector = Selector.open();
    }

    /** Through these doors clients come in, and this is where the board is; before it is run. */
    void serve(List<Door> theDoors, BoardConnection theBoard) throws IOException {
        doors = new Doors(theDoors, selector, relay, clientLimit, log);
        board = theBoard;
    }

    /** How many are connected. */
    int clients() {
        synchronized (relay) {
            return clients.size();
        }
    }

    /** The thread ends, and closes all connections. */
    void close() {
        closed = true;
        selector.wakeup();
    }

    @Override
    public void run() {
        try {
            while (!closed) {
                boolean written = doWork();
                boolean work;
                long millis;
                synchronized (relay) {
                    workDone(written);
                    work = findWork();
                    millis = work || rest() ? 0 : untilTick();
                    asleep = millis > 0;
                }
                if (!work) {
                    select(millis);
                    synchronized (relay) {
                        asleep = false;
                        serveKeys();
                        relay.tick(System.nanoTime());
                        findWork();
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            log.say("end", "the broker breaks off: " + e);
        } finally {
            end();
        }
    }

    /** Does what was found, without the lock; returns whether the board was written to. */
    private boolean doWork() {
        forClients.forEach(ClientConnection::send);
        return forBoard != null && board.write(forBoard, output, outputSize);
    }

    /** Looks for something to be sent; returns whether there is anything. */
    private boolean findWork() {
        pump(forClients);
        forBoard = relay.hasBoardOutput() ? relay.board() : null;
        if (forBoard != null) {
            if (output.length < forBoard.outputMax()) {
                output = new byte[forBoard.outputMax()];
            }
            outputSize = relay.boardOutput(output, System.nanoTime());
        }
        return forBoard != null || !forClients.isEmpty();
    }

    private void workDone(boolean written) {
        sent(forClients);
        if (written) {
            relay.boardWritten(forBoard, System.nanoTime());
        }
    }

    /** Milliseconds until there will be something to do if nothing else happens, at least 1. */
    private long untilTick() {
        long millis = TimeUnit.NANOSECONDS.toMillis(relay.untilTick(System.nanoTime()));
        return Math.max(1, Math.min(millis + 1, doors.areShut() ? SHUT_MILLIS : LONGEST_WAIT_MILLIS));
    }

    /** If the board is busy, waits until it is no more, without the lock; returns whether it was. */
    private boolean rest() {
        if (!relay.isBoardBusy()) {
            return false;
        }
        resting = true;
        try {
            relay.wait(REST_MILLIS);
        } catch (InterruptedException e) {
            closed = true; // nobody does that
        }
        resting = false;
        return true;
    }

    private void select(long millis) throws IOException {
        if (millis > 0) {
            selector.select(millis);
        } else {
            selector.selectNow();
        }
    }

    private void serveKeys() {
        doors.open();
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isValid() && key.attachment() instanceof Door door) {
                ClientConnection client = doors.enter(door, clients);
                if (client != null) {
                    clients.add(client);
                }
            } else if (key.isValid()) {
                ready((ClientConnection) key.attachment(), key);
            }
        }
        selector.selectedKeys().clear();
    }

    private void ready(ClientConnection client, SelectionKey key) {
        if (key.isWritable()) {
            client.unblocked();
        }
        try {
            if (key.isReadable()) {
                client.read(chunk);
            }
        } catch (IOException gone) {
            leave(client);
        }
    }

    private void leave(ClientConnection client) {
        if (clients.remove(client)) {
            client.close();
            relay.disconnect(client.session());
        }
    }

    /** Gives clients their turns, as far as that goes now, and finds those to whom the caller is to send. */
    private void pump(List<ClientConnection> ready) {
        boolean more = true;
        while (more) {
            more = false;
            relay.serve();
            for (ClientConnection client : clients) {
                more |= client.takeRest();
            }
        }
        for (ClientConnection client : clients) {
            if (client.prepare()) {
                ready.add(client);
            }
            interestChanged |= client.updateInterest();
        }
    }

    /** What was to be sent to these is sent, as far as they take it. */
    private void sent(List<ClientConnection> ready) {
        for (ClientConnection client : ready) {
            if (!client.sent()) {
                leave(client);
            }
        }
        ready.clear();
    }

    @Override
    public void up(Session session) {
        tell(() -> relay.boardUp(session));
    }

    @Override
    public boolean input(Session session, byte[] bytes, int size) {
        tell(() -> {
            if (relay.board() == session) {
                relay.boardInput(bytes, size, System.nanoTime());
            }
        });
        return session.over() == null;
    }

    @Override
    public void lost(Session session, LinkException why) {
        tell(() -> {
            if (relay.board() == session) {
                relay.boardLost(why);
            }
        });
    }

    /** The board's thread tells the relay something, and sends clients what comes of it. */
    private void tell(Runnable news) {
        synchronized (relay) {
            news.run();
            answer();
        }
        while (!answered.isEmpty()) {
            answered.forEach(ClientConnection::send);
            synchronized (relay) {
                sent(answered);
                answer();
            }
        }
    }

    /** Finds those to whom the board's thread is to send, and wakes the other one if that has something to do. */
    private void answer() {
        interestChanged = false;
        pump(answered);
        if (resting && !relay.isBoardBusy()) {
            relay.notifyAll();
        }
        if (asleep && (interestChanged || relay.hasBoardOutput())) {
            asleep = false;
            selector.wakeup();
        }
    }

    /** Closes all connections. */
    void end() {
        synchronized (relay) {
            while (!clients.isEmpty()) {
                leave(clients.get(clients.size() - 1));
            }
        }
        try {
            selector.close();
        } catch (IOException ignored) {
            // It is of no use any more, whatever its last words.
        }
    }
}
