package org.duehsm.client;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private final ClientConfig config;
    private final Connection only;
    private final List<Connection> connections;
    private final Board[] boards;

    /** @param connections 1 or more */
    Boards(ClientConfig config, List<Connection> connections) {
        this.config = config;
        this.connections = List.copyOf(connections);
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
        long firstFailure = 0;
        boolean allTried = false;
        Map<Board, Throwable> failures = Map.of();
        Set<Board> tried = Set.of(); // not to be tried again before all others are
        while (true) {
            Board board = pick(choice, tried, began);
            Link link = board == null ? null : board.standing();
            if (link != null) {
                try {
                    return operation.on(link);
                } catch (LinkException | DeviceStatusException e) {
                    if (!isOfThisBoardOnly(e)) {
                        throw e;
                    }
                    if (board.failed(link, e) && isSilent(e)) {
                        askAll(began);
                    }
                    failures = new LinkedHashMap<>(failures);
                    failures.put(board, e);
                    tried = new HashSet<>(tried);
                    tried.add(board);
                    firstFailure = firstFailure == 0 ? System.nanoTime() : firstFailure;
                    if (allTried && isTooLate(firstFailure)) {
                        throw noneIsThere(failures.values());
                    }
                }
            } else if (board == null && tried.isEmpty()) {
                awaitAny(began);
            } else if (board == null) {
                allTried = true;
                tried = Set.of();
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

    private static boolean isSilent(Exception e) {
        return e instanceof LinkException failure && failure.reason() == LinkException.Reason.SILENT;
    }

    /* Of a network the way to all may be lost without a word. A call that found that out session by session would wait
     * the time-out for each; so the others find it out meanwhile. */
    private void askAll(int began) {
        for (Board board : boards) {
            search(board, began);
        }
    }

    private boolean isTooLate(long firstFailure) {
        return System.nanoTime() - firstFailure >= config.timeout().toNanos();
    }

    /** The board with the least burden, of those that stand and were not tried; null if there is none. */
    private Board pick(Choice choice, Set<Board> tried, int began) {
        // Another start for each call, so that of equal ones each has its turn.
        int start = choice == Choice.FIRST ? 0 : ThreadLocalRandom.current().nextInt(boards.length);
        Board best = null;
        long least = Long.MAX_VALUE;
        for (int n = 0; n < boards.length; n++) {
            Board board = boards[(start + n) % boards.length];
            Link link = board.standing();
            if (link == null && board.isDue()) {
                search(board, began);
            } else if (link != null && !tried.contains(board)) {
                long burden = choice.burden(link);
                if (burden < least) {
                    least = burden;
                    best = board;
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

    private IOException noneIsThere(Collection<Throwable> problems) {
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
                problems.iterator().next());
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

    /**
     * Logs in at each board whenever a session is opened with it from now on, with the secret of this login; if that is
     * not encrypted there is nothing to do, for each session reads it.
     *
     * @param passphrase null: there is none, or it was given before
     * @return whether it is another secret than before
     * @throws IOException as {@link Login#read}
     * @throws IllegalStateException if it is none
     */
    boolean logIn(Login login, char[] passphrase) throws IOException {
        if (login.isNone()) {
            throw new IllegalStateException(config.port() + ": no login is configured; set secret-file, or login");
        }
        if (passphrase == null && haveSecret()) {
            return false;
        }
        LoginSecret secret = login.read(passphrase);
        try {
            boolean news = false;
            if (SecretFile.isEncrypted(login.secretFile())) {
                for (Connection connection : connections) {
                    news |= connection.logIn(secret);
                }
            }
            return news;
        } finally {
            secret.destroy();
        }
    }

    /** Whether all have been given a secret. */
    boolean haveSecret() {
        return connections.stream().allMatch(Connection::hasSecret);
    }

    /** Forgets the secret, and ends all sessions. */
    void logOut() {
        connections.forEach(Connection::forgetLogin);
        close();
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
