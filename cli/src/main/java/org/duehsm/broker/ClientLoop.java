package org.duehsm.broker;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.duehsm.link.LinkException;
import org.duehsm.link.Session;
import org.duehsm.rules.Caller;
import org.duehsm.rules.Permissions;

/**
 * Waits for clients, reads what they ask, and writes it to the board: the work of one thread. What the board answers is
 * sent to the clients by the thread that reads it. So a request wakes one thread on its way there, and one on its way
 * back.
 *
 * <p>The {@link Relay} object is the lock of itself and of all that is here. It is held for moments, and never while the
 * board's port is read or written.
 */
final class ClientLoop implements Runnable, BoardConnection.Owner {

    private static final int READ_SIZE = 16384;
    private static final long FOR_EVER = Long.MAX_VALUE;

    /** So long nobody is let in when the system cannot: it has no file descriptors left, for example. */
    private static final long ACCEPT_PAUSE_MILLIS = 100;

    private final Relay relay;
    private final Selector selector;
    private final int clientLimit;
    private final Consumer<String> log;
    private final List<ClientConnection> clients = new ArrayList<>();
    private final byte[] chunk = new byte[READ_SIZE];
    private byte[] output = {};
    private int outputSize;
    private BoardConnection board;
    private List<Door> doors = List.of();
    private boolean asleep;
    private boolean crowded;
    private boolean acceptFails;
    private volatile boolean closed;

    /** @param clientLimit how many can be connected at a time */
    ClientLoop(Relay relay, int clientLimit, Consumer<String> log) throws IOException {
        this.relay = relay;
        this.clientLimit = clientLimit;
        this.log = log;
        this.selector = Selector.open();
    }

    /** Through these doors clients come in, and this is where the board is; before it is run. */
    void serve(List<Door> theDoors, BoardConnection theBoard) throws IOException {
        doors = theDoors;
        board = theBoard;
        for (Door door : doors) {
            door.channel().register(selector, SelectionKey.OP_ACCEPT, door);
        }
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
                await();
                Session session;
                synchronized (relay) {
                    asleep = false;
                    serveKeys();
                    relay.tick(System.nanoTime());
                    pump();
                    session = takeOutput();
                }
                if (session != null && board.write(session, output, outputSize)) {
                    synchronized (relay) {
                        relay.boardWritten(session, System.nanoTime());
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            log.accept("the broker breaks off: " + e);
        } finally {
            end();
        }
    }

    private void await() throws IOException {
        long millis = FOR_EVER;
        synchronized (relay) {
            long nanos = relay.hasBoardOutput() ? 0 : relay.untilTick(System.nanoTime());
            if (nanos != Session.NEVER) {
                millis = nanos <= 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(nanos) + 1;
            }
            if (acceptFails) {
                millis = Math.min(millis, ACCEPT_PAUSE_MILLIS);
            }
            asleep = millis > 0;
        }
        if (millis == 0) {
            selector.selectNow();
        } else {
            selector.select(millis == FOR_EVER ? 0 : millis);
        }
    }

    private void serveKeys() {
        if (acceptFails) {
            acceptFails = false;
            accepting(SelectionKey.OP_ACCEPT);
        }
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isValid() && key.attachment() instanceof Door door) {
                accept(door);
            } else if (key.isValid() && key.isReadable()) {
                read((ClientConnection) key.attachment());
            }
        }
        selector.selectedKeys().clear();
    }

    private void accept(Door door) {
        try {
            SocketChannel channel = door.accept();
            if (channel == null) {
                return;
            }
            try {
                admit(channel, door);
            } catch (IOException | RuntimeException e) {
                channel.close();
                log.accept("a client was not let in: " + e.getMessage());
            }
        } catch (IOException e) {
            log.accept("no client is let in: " + e.getMessage());
            acceptFails = true;
            accepting(0);
        }
    }

    private void accepting(int interest) {
        for (Door door : doors) {
            SelectionKey key = door.channel().keyFor(selector);
            if (key != null && key.isValid()) {
                key.interestOps(interest);
            }
        }
    }

    private void admit(SocketChannel channel, Door door) throws IOException {
        if (clients.size() >= clientLimit) {
            channel.close();
            if (!crowded) {
                log.accept("clients are turned away: " + clientLimit + " are connected already");
            }
            crowded = true;
            return;
        }
        Caller caller = Caller.of(channel);
        Permissions permissions = door.permissions(caller);
        ClientSession session = relay.connect(caller.toString(), permissions);
        try {
            ClientConnection client = new ClientConnection(channel, session);
            client.registered(channel.register(selector, SelectionKey.OP_READ, client));
            clients.add(client);
        } catch (IOException e) {
            relay.disconnect(session);
            throw e;
        }
    }

    private void read(ClientConnection client) {
        try {
            client.read(chunk);
        } catch (IOException gone) {
            leave(client);
        }
    }

    private void leave(ClientConnection client) {
        clients.remove(client);
        client.close();
        relay.disconnect(client.session());
        crowded = false;
    }

    /** Gives clients their turns and their answers, as far as that goes now; returns whether the selector is to know. */
    private boolean pump() {
        boolean changed = false;
        boolean more = true;
        while (more) {
            more = false;
            relay.serve();
            for (int i = clients.size() - 1; i >= 0; i--) {
                ClientConnection client = clients.get(i);
                try {
                    more |= client.flush();
                    changed |= client.updateInterest();
                } catch (IOException gone) {
                    leave(client);
                    changed = true;
                    more = true;
                }
            }
        }
        return changed;
    }

    /** Takes what is to be written to the board now; returns the session that it is of, or null if there is nothing. */
    private Session takeOutput() {
        if (!relay.hasBoardOutput()) {
            return null;
        }
        Session session = relay.board();
        if (output.length < session.outputMax()) {
            output = new byte[session.outputMax()];
        }
        outputSize = relay.boardOutput(output, System.nanoTime());
        return session;
    }

    @Override
    public void up(Session session) {
        synchronized (relay) {
            relay.boardUp(session);
            follow();
        }
    }

    @Override
    public boolean input(Session session, byte[] bytes, int size) {
        synchronized (relay) {
            if (relay.board() == session) {
                relay.boardInput(bytes, size, System.nanoTime());
                follow();
            }
            return relay.board() == session;
        }
    }

    @Override
    public void lost(Session session, LinkException why) {
        synchronized (relay) {
            if (relay.board() == session) {
                relay.boardLost(why);
                follow();
            }
        }
    }

    /** The board's thread has done something: the clients' thread is woken if that gives it something to do. */
    private void follow() {
        boolean changed = pump();
        if (asleep && (changed || relay.hasBoardOutput())) {
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
            // Its channels are closed.
        }
    }
}
