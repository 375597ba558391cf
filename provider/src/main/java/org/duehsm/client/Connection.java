package org.duehsm.client;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.duehsm.link.Link;
import org.duehsm.link.LinkException;
import org.duehsm.port.Port;

/**
 * The current session with a device: opened when first needed, and again after the device was away.
 * Threads that come while one is opening wait for the result of that one attempt.
 */
final class Connection {

    /** Opens the port; each attempt to open a session does so afresh. */
    interface PortOpener {
        Port open() throws IOException;
    }

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final PortOpener opener;
    private final ClientConfig config;
    private volatile Link link;
    private CompletableFuture<Link> attempt;

    Connection(PortOpener opener, ClientConfig config) {
        this.opener = opener;
        this.config = config;
    }

    /** The session that is open, or a new one. */
    Link link() throws IOException {
        Link open = link;
        if (open != null && open.failure() == null) {
            return open;
        }
        return openAgain();
    }

    private Link openAgain() throws IOException {
        CompletableFuture<Link> result;
        Link old = null;
        boolean mine = false;
        synchronized (this) {
            LinkException failure = link == null ? null : link.failure();
            if (link != null && failure == null) {
                return link;
            }
            if (failure != null && failure.reason() == LinkException.Reason.TAKEN) {
                // Two programs that open sessions in turn would evict each other for ever.
                throw failure;
            }
            if (attempt == null) {
                attempt = new CompletableFuture<>();
                old = link;
                mine = true;
            }
            result = attempt;
        }
        if (mine) {
            open(result, old);
        }
        return join(result);
    }

    /** A session after one was lost: waits for the device to come back, at most the time-out. */
    Link reopen() throws IOException {
        long start = System.nanoTime();
        while (true) {
            try {
                return link();
            } catch (IOException e) {
                boolean absent = !(e instanceof LinkException failure) || failure.mayReopen();
                if (!absent
                        || System.nanoTime() - start >= config.timeout().toNanos()
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(this, RETRY_NANOS);
            }
        }
    }

    private void open(CompletableFuture<Link> result, Link old) {
        Link opened = null;
        Throwable problem = null;
        try {
            if (old != null) {
                old.close();
            }
            opened = Link.open(opener.open(), config.timeout());
        } catch (IOException | RuntimeException | Error e) {
            problem = e;
        }
        synchronized (this) {
            link = opened;
            attempt = null;
        }
        if (problem == null) {
            result.complete(opened);
        } else {
            result.completeExceptionally(problem);
        }
    }

    private Link join(CompletableFuture<Link> result) throws IOException {
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException problem) {
                throw problem;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IOException(config.port() + ": cannot be opened: " + e.getCause(), e.getCause());
        }
    }

    /** Ends the session, if one is open; a later call opens another. */
    void close() {
        Link closing;
        synchronized (this) {
            closing = link;
            link = null;
        }
        if (closing != null) {
            closing.close();
        }
    }
}
