package org.duehsm.client;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.duehsm.link.Link;
import org.duehsm.link.LinkException;

/**
 * The sessions of a client. With one, it is waited for when it is away. Of several each call takes one that stands, by
 * its {@link Choice}. Where it fails, the call is repeated on the others at once, on each that it has not tried, and
 * then wherever a board comes back, for the time-out after the first failure. Only when none is there it waits, as for
 * one.
 *
 * <p>No lock is held here, and none taken but for a moment to look for a board that is missing.
 */
final class Boards {

    /** The most sessions: each is a bit of a long. */
    static final int MAX = Long.SIZE;

    private static final long ALL = -1;

    private final ClientConfig config;
    private final Connection only;
    private final Board[] boards;

    /** @param connections 1 to 64 */
    Boards(ClientConfig config, List<Connection> connections) {
        this.config = config;
        this.only = connections.size() == 1 ? connections.get(0) : null;
        this.boards = connections.stream().map(Board::new).toArray(Board[]::new);
    }

    /** Whether there is one session. */
    boolean isOne() {
        return only != null;
    }

    /**
     * Does what is harmless to repeat.
     *
     * @throws IOException if it was not done: whose message names the port, or, if no board is there, all of them
     */
    <T> T repeat(Choice choice, Operation<T> operation) throws IOException {
        return only != null ? only.repeat(only.closes(), operation) : amongSeveral(choice, operation);
    }

    private <T> T amongSeveral(Choice choice, Operation<T> operation) throws IOException {
        int began = closes();
        long untried = ALL;
        long firstFailure = 0;
        Exception last = null;
        while (true) {
            int i = pick(choice, untried, began);
            if (i < 0 && last != null && isTooLate(firstFailure)) {
                throw thrown(last);
            }
            if (i < 0 && untried != ALL) {
                untried = ALL;
                continue;
            }
            if (i < 0) {
                awaitAny(began);
                continue;
            }
            Link link = boards[i].standing();
            if (link == null) {
                continue; // lost since it was picked
            }
            try {
                return operation.on(link);
            } catch (LinkException | DeviceStatusException e) {
                if (!isOfThisBoardOnly(e)) {
                    throw e;
                }
                firstFailure = last == null ? System.nanoTime() : firstFailure;
                last = e;
                untried &= ~(1L << i);
                boards[i].failed(link, e);
            }
        }
    }

    /* A key that is not there, or for something else, is not among it: the boards are to have the same ones. To go on
     * by those that have it would hide that, until they have gone. */
    private static boolean isOfThisBoardOnly(Exception e) {
        if (e instanceof DeviceStatusException refused) {
            return refused.status() == DeviceStatus.SELF_TEST_FAILED;
        }
        LinkException.Reason reason = ((LinkException) e).reason();
        return reason != LinkException.Reason.NO_STREAM && reason != LinkException.Reason.VERSION;
    }

    private boolean isTooLate(long firstFailure) {
        return System.nanoTime() - firstFailure >= config.timeout().toNanos();
    }

    private static IOException thrown(Exception e) {
        if (e instanceof DeviceStatusException refused) {
            throw refused;
        }
        return (IOException) e;
    }

    /** The number of the board with the least burden, of those untried that stand; -1 if there is none. */
    private int pick(Choice choice, long untried, int began) {
        // Another start for each call, so that of equal ones each has its turn.
        int start = choice == Choice.FIRST ? 0 : ThreadLocalRandom.current().nextInt(boards.length);
        int best = -1;
        long least = Long.MAX_VALUE;
        for (int n = 0; n < boards.length; n++) {
            int i = start + n < boards.length ? start + n : start + n - boards.length;
            Link link = boards[i].standing();
            if (link == null) {
                if (boards[i].isDue()) {
                    search(boards[i], began);
                }
            } else if ((untried >> i & 1) != 0) {
                long burden = choice.burden(link);
                if (burden < least) {
                    least = burden;
                    best = i;
                }
            }
        }
        return best;
    }

    /** Has a board looked for; null if one was closed since the call began, which opens nothing then. */
    private CompletableFuture<Link> search(Board board, int began) {
        int closes = board.closes();
        return closes() == began ? board.search(closes) : null;
    }

    /** Waits until a board is there, or each was looked for in vain. */
    private void awaitAny(int began) throws IOException {
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        CompletableFuture<?>[] searches = new CompletableFuture<?>[boards.length];
        for (int i = 0; i < boards.length; i++) {
            searches[i] = search(boards[i], began);
            if (searches[i] == null) {
                throw closed();
            }
            searches[i].thenAccept(link -> over.complete(true));
        }
        CompletableFuture.allOf(searches).whenComplete((all, problem) -> over.complete(true));
        over.join();
        if (Arrays.stream(searches).allMatch(CompletableFuture::isCompletedExceptionally)) {
            if (closes() != began) {
                throw closed();
            }
            throw noneIsThere(Arrays.stream(searches).map(Boards::problem).toList());
        }
    }

    private LinkException closed() {
        return new LinkException(LinkException.Reason.CLOSED, config.port() + ": the client was closed", null);
    }

    private static Throwable problem(CompletableFuture<?> failed) {
        try {
            failed.join();
            throw new IllegalStateException("it has not failed");
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    private IOException noneIsThere(List<Throwable> problems) {
        for (Throwable problem : problems) {
            if (problem instanceof Error error) {
                throw error;
            }
        }
        IOException none = new IOException(
                "no board of port = " + config.port() + " is there: "
                        + problems.stream()
                                .map(Throwable::getMessage)
                                .distinct()
                                .collect(Collectors.joining("; and ")),
                problems.get(0));
        problems.stream().skip(1).forEach(none::addSuppressed);
        return none;
    }

    /* It only grows. */
    private int closes() {
        int closes = 0;
        for (Board board : boards) {
            closes += board.closes();
        }
        return closes;
    }

    /** Closes all. */
    void close() {
        if (only != null) {
            only.close();
            return;
        }
        for (Board board : boards) {
            board.close();
        }
    }
}
