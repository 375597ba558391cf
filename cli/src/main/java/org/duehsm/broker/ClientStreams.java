package org.duehsm.broker;

import java.util.Arrays;

/**
 * The streams of one client, by its own numbers. Each is closed, failed with a status, or open: then it is one of the
 * board's. A stream that was taken away is closed, so that its next part is told NO_STREAM, as by a board that has
 * dropped it.
 */
final class ClientStreams {

    private static final int CLOSED = -1;
    private static final int FAILED = -2; // and less by the status

    private final String user;
    private BoardStreams board;
    private final int[] states;
    private int held;

    /**
     * @param user whose the client is
     * @param count how many the client is told of
     */
    ClientStreams(BoardStreams board, String user, int count) {
        this.board = board;
        this.user = user;
        states = new int[count];
        Arrays.fill(states, CLOSED);
    }

    boolean has(int number) {
        return number < states.length;
    }

    /** Whose they are. */
    String user() {
        return user;
    }

    /** How many of the board's it has. */
    int held() {
        return held;
    }

    /** The board's number of an open one, or -1. */
    int board(int number) {
        return Math.max(-1, states[number]);
    }

    /** The status of a failed one, or 0. */
    int failure(int number) {
        return states[number] <= FAILED ? FAILED - states[number] : 0;
    }

    /**
     * Makes it one of the board's, if it is none yet, because the next request opens it.
     *
     * @param kept a stream of the board that must not be lost by that, or -1
     * @return the board's number, or -1 if none can be had
     */
    int open(int number, int kept) {
        if (states[number] < 0) {
            int stream = board.take(this, number, kept);
            if (stream < 0) {
                return -1;
            }
            states[number] = stream;
            held++;
        } else {
            board.use(states[number]);
        }
        return states[number];
    }

    /** A request was passed on that closes it on the board; returns the board's number, or -1 if it was not open. */
    int close(int number) {
        int stream = board(number);
        if (stream >= 0) {
            held--;
            board.closed(stream);
        }
        states[number] = CLOSED;
        return stream;
    }

    /** It fails, and the board has nothing more of it. */
    void fail(int number, int status) {
        giveUp(number);
        states[number] = FAILED - status;
    }

    /** The board's stream has become another's. */
    void lose(int number) {
        held--;
        states[number] = CLOSED;
    }

    /** Gives all back. */
    void clear() {
        for (int i = 0; i < states.length; i++) {
            giveUp(i);
        }
    }

    /** From now on they are those of this board, which knows none of the open ones. */
    void rebind(BoardStreams other) {
        board = other;
        held = 0;
        for (int i = 0; i < states.length; i++) {
            states[i] = Math.min(CLOSED, states[i]);
        }
    }

    private void giveUp(int number) {
        int stream = board(number);
        if (stream >= 0) {
            held--;
            board.abandon(stream);
        }
        states[number] = CLOSED;
    }
}
