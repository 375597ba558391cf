package org.duehsm.client;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.duehsm.link.Credential;
import org.duehsm.link.EvictionPause;
import org.duehsm.link.Link;
import org.duehsm.link.LinkException;
import org.duehsm.port.PortOpener;

/**
 * The current session with a device: opened when first needed, and again after the device was away.
 * Threads that come while one is opening wait for the result of that one attempt. After another
 * program has taken the device, no call opens one before the {@link EvictionPause} is over.
 */
final class Connection {

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final PortOpener opener;
    private final ClientConfig config;
    private final LongSupplier nanoTime;
    private final Identity identity;
    private volatile Link link;
    private CompletableFuture<Link> attempt;
    private EvictionPause pause = new EvictionPause();
    private LinkException taken;
    private LinkException lost;
    private volatile int closes;

    Connection(PortOpener opener, ClientConfig config) {
        this(opener, config, System::nanoTime);
    }

    /** @param nanoTime the clock, {@link System#nanoTime} */
    Connection(PortOpener opener, ClientConfig config, LongSupplier nanoTime) {
        this.opener = opener;
        this.config = config;
        this.nanoTime = nanoTime;
        this.identity = new Identity(config);
    }

    /** How its one port is reached. */
    ClientConfig config() {
        return config;
    }

    /**
     * Does what is harmless to repeat, again and again if the device goes away in its middle, for the time-out at most.
     *
     * @param began what {@link #closes} was when the call began
     */
    <T> T repeat(int began, Operation<T> operation) throws IOException {
        LinkException first = null;
        while (true) {
            Link open = link(began);
            try {
                return operation.on(open);
            } catch (LinkException e) {
                if (!e.mayReopen() || first != null && !isRecent(first)) {
                    throw e;
                }
                if (first != null) {
                    pause();
                }
                first = first == null ? e : first;
            }
        }
    }

    /**
     * The session that is open, or a new one. As long as a session was lost less than the time-out ago, waits for
     * the device to come back; otherwise tries once.
     */
    private Link link(int began) throws IOException {
        Link open = link;
        return open != null && open.failure() == null ? open : awaitDevice(began);
    }

    /** How often it was closed; a call that began before the last time opens nothing. */
    int closes() {
        return closes;
    }

    private Link awaitDevice(int began) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                // An interrupt does not end a call, and is not for who opens the port.
                interrupted |= Thread.interrupted();
                try {
                    return openAgain(began);
                } catch (IOException e) {
                    if (!isAway(e) || !mayComeBack()) {
                        throw e;
                    }
                    pause();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Gives a device that is away a moment to come back, which an interrupt does not end. */
    private void pause() {
        boolean interrupted = false;
        long end = System.nanoTime() + RETRY_NANOS;
        for (long left = RETRY_NANOS; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isAway(IOException e) {
        return !(e instanceof LinkException failure) || failure.mayReopen();
    }

    private synchronized boolean mayComeBack() {
        return lost != null && isRecent(lost);
    }

    private boolean isRecent(LinkException failure) {
        return System.nanoTime() - failure.nanos() < config.timeout().toNanos();
    }

    private Link openAgain(int began) throws IOException {
        CompletableFuture<Link> result;
        Link old = null;
        boolean mine = false;
        synchronized (this) {
            if (closes != began) {
                throw closed();
            }
            LinkException failure = link == null ? null : link.failure();
            if (link != null && failure == null) {
                return link;
            }
            keepPause(failure);
            if (failure != null && failure.mayReopen()) {
                lost = failure;
            }
            if (attempt == null) {
                attempt = new CompletableFuture<>();
                old = link;
                mine = true;
            }
            result = attempt;
        }
        if (mine) {
            open(result, old, began);
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

    private void open(CompletableFuture<Link> result, Link old, int began) {
        Link opened = null;
        Throwable problem = null;
        try {
            if (old != null) {
                old.close();
            }
            opened = open();
        } catch (IOException | RuntimeException | Error e) {
            problem = e;
        }
        boolean tooLate;
        LinkException over = null;
        synchronized (this) {
            tooLate = closes != began;
            link = tooLate ? null : opened;
            if (link != null) {
                over = lost;
                lost = null;
            }
            attempt = null;
            pause.opened(nanoTime.getAsLong());
            if (problem instanceof LinkException failure) {
                lostWhileOpening(failure);
            }
        }
        if (tooLate && opened != null) {
            opened.close();
            problem = closed();
        }
        if (problem == null) {
            result.complete(opened);
        } else {
            result.completeExceptionally(problem);
        }
        if (over != null) {
            // Nobody would know otherwise, because the calls are repeated. Whoever waits need not wait for the log.
            System.getLogger(Connection.class.getPackageName())
                    .log(Level.DEBUG, "opened again after: " + over.getMessage());
        }
    }

    /** A session that ended before the login was through. With the lock. */
    private void lostWhileOpening(LinkException failure) {
        if (failure.reason() == LinkException.Reason.TAKEN) {
            taken = failure;
            pause.taken(failure.nanos());
        } else if (failure.reason() == LinkException.Reason.RESET && lost == null) {
            lost = failure;
        }
    }

    private Link open() throws IOException {
        Credential credential = identity.credential();
        try {
            return Link.open(opener.open(), config.timeout(), credential);
        } finally {
            if (credential != null) {
                credential.wipe();
            }
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

    private LinkException closed() {
        return new LinkException(LinkException.Reason.CLOSED, config.port() + ": the client was closed", null);
    }

    /**
     * Logs in with this secret, which stays the caller's, whenever a session is opened from now on.
     *
     * @return whether it is another than before; then no session stands
     */
    boolean logIn(LoginSecret secret) {
        boolean news = identity.tell(secret);
        if (news) {
            close();
        }
        return news;
    }

    /** Whether a secret was given to it by {@link #logIn}. */
    boolean hasSecret() {
        return identity.isTold();
    }

    /** Forgets the secret; whoever calls this closes the connection. */
    void forgetLogin() {
        identity.forget();
    }

    /**
     * Ends the session, if one is open, or as soon as it is; a later call opens another, whoever has taken the
     * device.
     */
    void close() {
        CompletableFuture<Link> opening;
        Link closing;
        synchronized (this) {
            closes++;
            opening = attempt;
            closing = link;
            link = null;
            lost = null;
            pause = new EvictionPause();
        }
        if (opening != null) {
            // Whether it fails is told to who has made it.
            opening.handle((opened, problem) -> opened).join();
        }
        if (closing != null) {
            closing.close();
        }
    }
}
