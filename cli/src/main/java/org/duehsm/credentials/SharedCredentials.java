package org.duehsm.credentials;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.duehsm.aws.TemporaryCredentials;

/**
 * Temporary credentials for many clients, in memory only: however many ask, new ones are asked for once, and while
 * that fails, the old ones are given as long as they are good. Safe for use by many threads.
 */
public final class SharedCredentials implements AutoCloseable {

    private final CredentialsSource source;
    private final Duration margin;
    private final Clock clock;
    private final Consumer<String> log;
    private final ExecutorService asking = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "credentials");
        thread.setDaemon(true);
        return thread;
    });

    private TemporaryCredentials current;
    private CompletableFuture<TemporaryCredentials> coming;

    /**
     * None yet.
     *
     * @param margin how long before their end new ones are asked for
     * @param log takes a line, without secrets, for each time that they were
     */
    public SharedCredentials(CredentialsSource source, Duration margin, Clock clock, Consumer<String> log) {
        this.source = source;
        this.margin = margin;
        this.clock = clock;
        this.log = log;
    }

    /** Credentials that are good for a while; it fails as the source does, in a CompletionException. */
    public synchronized CompletableFuture<TemporaryCredentials> get() {
        if (current != null && isGoodFor(margin)) {
            return CompletableFuture.completedFuture(current);
        }
        if (coming == null || coming.isDone()) {
            coming = CompletableFuture.supplyAsync(this::ask, asking);
        }
        return coming;
    }

    private TemporaryCredentials ask() {
        TemporaryCredentials made;
        try {
            made = source.get();
        } catch (Exception e) {
            return old(e);
        }
        synchronized (this) {
            current = made;
        }
        log.accept("new credentials, good until " + made.expiration());
        return made;
    }

    private TemporaryCredentials old(Exception failure) {
        log.accept("no new credentials: " + failure.getMessage());
        synchronized (this) {
            if (current != null && isGoodFor(CredentialsCache.LAST_RESORT)) {
                return current;
            }
            current = null;
        }
        throw new CompletionException(failure);
    }

    private boolean isGoodFor(Duration time) {
        return current.expiration().isAfter(clock.instant().plus(time));
    }

    /** Forgets them. */
    @Override
    public synchronized void close() {
        asking.shutdownNow();
        current = null;
        coming = null;
    }
}
