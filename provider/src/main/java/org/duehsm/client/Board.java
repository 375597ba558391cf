package org.duehsm.client;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.duehsm.link.Link;
import org.duehsm.link.LinkException;
import org.duehsm.link.OwnThread;

/**
 * One of several sessions of a client. While it is missing, or has no board that works, it is looked for by a thread of
 * its own, so that no caller waits for it while another board serves. That thread ends when it has found the board, or
 * has given up for now; the next one is started by a call, half a second later at the earliest. So nothing is left running in
 * a program that makes no calls.
 */
final class Board {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Connection connection;

    /** The session that was last found to work, until a call fails on it. */
    private volatile Link working;

    private volatile long due = System.nanoTime();
    private final AtomicBoolean missing = new AtomicBoolean();

    // With the lock of the object.
    private CompletableFuture<Link> search;

    private Thread searcher;

    Board(Connection connection) {
        this.connection = connection;
    }

    /** How often the connection was closed. */
    int closes() {
        return connection.closes();
    }

    /** The session, if it stands and its board works as far as is known; otherwise null. */
    Link standing() {
        Link link = working;
        return link != null && link.failure() == null ? link : null;
    }

    /** Whether it may be looked for again although another board serves. */
    boolean isDue() {
        return System.nanoTime() - due >= 0;
    }

    /**
     * Notes that a call has failed on this session, so that another board serves in its place.
     *
     * @return whether no call has told so before
     */
    boolean failed(Link link, Exception why) {
        boolean first = working == link;
        if (first) {
            working = null;
        }
        miss(why);
        return first;
    }

    /**
     * Looks for the board in a thread of its own, unless one does already; if it stands, asks whether it still answers.
     *
     * @param began what {@link #closes} was when the call began that wants it
     * @return completed when the board is there, exceptionally when it was not found
     */
    synchronized CompletableFuture<Link> search(int began) {
        if (search == null) {
            CompletableFuture<Link> result = new CompletableFuture<>();
            String name = "due-hsm looks for " + connection.config().port();
            Thread thread = OwnThread.of(() -> search(began, result), name);
            try {
                thread.start();
            } catch (OutOfMemoryError noThread) {
                return CompletableFuture.failedFuture(noThread);
            }
            search = result;
            searcher = thread;
        }
        return search;
    }

    private void search(int began, CompletableFuture<Link> result) {
        Link link = null;
        Throwable problem = null;
        try {
            link = connection.repeat(began, Board::requireWorking);
            find();
            working = link;
        } catch (IOException | RuntimeException | Error e) {
            problem = e;
            working = null;
            miss(e);
        }
        synchronized (this) {
            search = null;
            due = System.nanoTime() + PAUSE_NANOS;
        }
        if (problem == null) {
            result.complete(link);
        } else {
            result.completeExceptionally(problem);
        }
    }

    private static Link requireWorking(Link link) throws LinkException {
        new Administration(link).requireWorking();
        return link;
    }

    /* Nobody would know otherwise, because nothing fails. */
    private void miss(Throwable why) {
        boolean closed = why instanceof LinkException e && e.reason() == LinkException.Reason.CLOSED;
        if (!closed && missing.compareAndSet(false, true)) {
            log(Level.WARNING, "a board of several is missing, the others serve in its place: " + why.getMessage());
        }
    }

    private void find() {
        if (missing.compareAndSet(true, false)) {
            log(Level.INFO, connection.config().port() + ": the board is back, and serves again");
        }
    }

    private static void log(Level level, String message) {
        System.getLogger(Board.class.getPackageName()).log(level, message);
    }

    /** Closes the connection. When this returns, nothing looks for it any more, and no thread is left. */
    void close() {
        CompletableFuture<Link> last;
        Thread thread;
        connection.close();
        synchronized (this) {
            last = search;
            thread = searcher;
        }
        if (last != null) {
            last.handle((found, problem) -> found).join();
        }
        if (thread != null) {
            OwnThread.awaitEnd(thread);
        }
    }
}
