package org.duehsm.client;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.duehsm.link.Link;
import org.duehsm.link.LinkException;
import org.duehsm.port.Port;

/**
 * The current session with a device: opened when first needed, and again after the device was away.
 * Threads that come while one is opening wait for the result of that one attempt. After another
 * program has taken the device, no call opens one before the {@link EvictionPause} is over.
 */
final class Connection {

    /** Opens the port; each attempt to open a session does so afresh. */
    interface PortOpener {
        Port open() throws IOException;
    }

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final PortOpener opener;
    private final ClientConfig config;
    private final LongSupplier nanoTime;
    private volatile Link link;
    private CompletableFuture<Link> attempt;
    private EvictionPause pause = new EvictionPause();
    private LinkException taken;

    /** @param nanoTime the clock, {@link System#nanoTime} */
    Connection(PortOpener opener, ClientConfig config, LongSupplier nanoTime) {
        this.opener = opener;
        this.config = config;
        this.nanoTime = nanoTime;
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
            keepPause(failure);
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

    /** Throws while the device is left to another program. With the lock. */
    private void keepPause(LinkException failure) throws LinkException {
        if (failure != null && failure != taken && failure.reason() == LinkException.Reason.TAKEN) {
            taken = failure;
            pause.taken(failure.nanos());
        }
        long now = nanoTime.getAsLong();
        long left = pause.left(now);
        if (left > 0) {
            throw new LinkException(
                    LinkException.Reason.TAKEN,
                    config.port() + ": another program has taken the device, "
                            + TimeUnit.NANOSECONDS.toSeconds(pause.passed(now)) + " s ago, and has it for itself for "
                            + (TimeUnit.NANOSECONDS.toSeconds(left - 1) + 1)
                            + " s more, then a call opens it again; stop"
                            + " that program, or share the device by 'due-hsm serve'",
                    taken);
        }
    }

    /** A session after one was lost: waits for the device to come back, at most the time-out. */
    Link reopen() throws IOException {
        long start = System.nanoTime();
        boolean interrupted = false;
        try {
            while (true) {
                // An interrupt does not end a call; it would end the pause, each time, were it not taken away.
                interrupted |= Thread.interrupted();
                try {
                    return link();
                } catch (IOException e) {
                    boolean absent = !(e instanceof LinkException failure) || failure.mayReopen();
                    if (!absent || System.nanoTime() - start >= config.timeout().toNanos()) {
                        throw e;
                    }
                    LockSupport.parkNanos(this, RETRY_NANOS);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
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
            pause.opened(nanoTime.getAsLong());
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

    /**
     * Ends the session, if one is open, or as soon as it is; a later call opens another, whoever has taken the
     * device.
     */
    void close() {
        CompletableFuture<Link> opening;
        synchronized (this) {
            opening = attempt;
        }
        if (opening != null) {
            // Whether it fails is told to who has made it.
            opening.handle((opened, problem) -> opened).join();
        }
        Link closing;
        synchronized (this) {
            closing = link;
            link = null;
            pause = new EvictionPause();
        }
        if (closing != null) {
            closing.close();
        }
    }
}
