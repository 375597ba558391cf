package org.duehsm.broker;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.duehsm.link.Credential;
import org.duehsm.link.EvictionPause;
import org.duehsm.link.LinkException;
import org.duehsm.link.LinkException.Reason;
import org.duehsm.link.Opening;
import org.duehsm.link.Session;
import org.duehsm.port.Port;

/**
 * Opens the board's port, reads from it, and opens it again when it was lost: the work of one thread, because reads of
 * a port block. A board that another program has taken is left to it as long as PROTOCOL.md says.
 */
final class BoardConnection implements Runnable {

    /** Opens the port; each attempt does so afresh. */
    interface PortOpener {
        Port open() throws IOException;
    }

    /** Who logs in there; asked afresh at each attempt, too. */
    interface Credentials {
        /** What is to be wiped then; null if nobody logs in. */
        Credential next() throws IOException;
    }

    /** Whoever is told of the board. */
    interface Owner {
        void up(Session session);

        /** Takes size bytes of the board, 0 if none have come for a while; returns whether its session stands. */
        boolean input(Session session, byte[] bytes, int size);

        void lost(Session session, LinkException why);
    }

    /** A session that is open, and its port. */
    private record Line(Session session, Port port) {}

    private static final int READ_SIZE = 4096;
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final PortOpener opener;
    private final Credentials credentials;
    private final Duration timeout;
    private final Owner owner;
    private final Consumer<String> log;
    private final EvictionPause eviction = new EvictionPause();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Set<String> logged = new HashSet<>();
    private volatile Port port;
    private volatile Line line;
    private long pause = FIRST_PAUSE;

    BoardConnection(PortOpener opener, Credentials credentials, Duration timeout, Owner owner, Consumer<String> log) {
        this.opener = opener;
        this.credentials = credentials;
        this.timeout = timeout;
        this.owner = owner;
        this.log = log;
    }

    @Override
    public void run() {
        try {
            do {
                connect();
            } while (!closed.await(nextPause(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            close();
        }
    }

    private long nextPause() {
        long wait = Math.max(pause, eviction.left(System.nanoTime()));
        pause = Math.min(2 * pause, LONGEST_PAUSE);
        return wait;
    }

    /** Opens the port, and returns when it is lost. */
    private void connect() {
        Port opened = null;
        try {
            opened = opener.open();
            port = opened;
            if (isClosed()) {
                opened.close();
                return;
            }
            Session session = open(opened);
            line = new Line(session, opened);
            eviction.opened(System.nanoTime());
            pause = FIRST_PAUSE;
            logged.clear();
            owner.up(session);
            log.accept("the board is there: " + opened.name() + about(session));
            serve(opened, session);
        } catch (IOException | RuntimeException e) {
            if (opened != null) {
                opened.close();
            }
            away(e.getMessage());
        }
    }

    private Session open(Port opened) throws IOException {
        Credential credential = credentials.next();
        try {
            return Opening.session(opened, timeout, credential);
        } finally {
            if (credential != null) {
                credential.wipe();
            }
        }
    }

    private static String about(Session session) {
        return !session.welcome().isClosed() || session.role() != 0
                ? ""
                : "; it is closed, and nobody has logged in here, so it only tells its state: this daemon needs --login"
                        + " NAME, or a secret-file";
    }

    private void serve(Port opened, Session session) {
        byte[] bytes = new byte[READ_SIZE];
        Exception broken = null;
        try {
            int size;
            do {
                size = opened.read(bytes);
            } while (input(session, bytes, size));
        } catch (IOException | RuntimeException e) {
            broken = e;
        } finally {
            opened.close();
        }
        if (broken != null) {
            owner.lost(session, new LinkException(Reason.LOST, broken.getMessage(), broken));
        }
        LinkException why = session.over();
        if (why.reason() == Reason.TAKEN) {
            eviction.taken(why.nanos());
        }
        away(why.getMessage());
    }

    private boolean input(Session session, byte[] bytes, int size) {
        boolean stands = owner.input(session, bytes, size);
        Arrays.fill(bytes, 0, size, (byte) 0);
        return stands;
    }

    /** Says why the board is away, each reason once until it is back. */
    private void away(String why) {
        if (!isClosed() && logged.add(why)) {
            log.accept("the board is away: " + why);
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /**
     * Writes what this session gave out, and wipes it; returns whether that was done. If it fails, the port is closed,
     * which the thread that reads follows.
     */
    boolean write(Session session, byte[] bytes, int size) {
        Line current = line;
        boolean written = false;
        try {
            if (current.session == session) {
                current.port.write(bytes, 0, size);
                written = true;
            }
        } catch (IOException | RuntimeException e) {
            current.port.close();
        } finally {
            Arrays.fill(bytes, 0, size, (byte) 0);
        }
        return written;
    }

    /** Closes the port for good; the thread ends. */
    void close() {
        closed.countDown();
        Port current = port;
        if (current != null) {
            current.close();
        }
    }
}
