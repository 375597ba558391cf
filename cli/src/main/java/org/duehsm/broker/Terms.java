package org.duehsm.broker;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.duehsm.link.Limits;
import org.duehsm.link.Welcome;

/**
 * What clients are told in WELCOME: the board's own words, but for what belongs to a session, and the streams. Of those
 * each client is told half: so two can use all of theirs before one loses any.
 */
final class Terms {

    /** More than a window of the longest frames: a client's bytes wait in its socket. */
    private static final long RECEIVE_BYTES = 1 << 16;

    private static final int EPOCH_MAX = 0xFFFF;
    private static final int STREAMS_UNTIL_KNOWN = 32;

    private final RandomGenerator random;

    Terms(RandomGenerator random) {
        this.random = random;
    }

    /** As long as no board was seen: every request but the opening gets BOARD_AWAY. */
    Welcome unknown() {
        return welcome(
                new Welcome(
                        0,
                        0,
                        0,
                        Limits.WINDOW_MAX,
                        0,
                        Limits.REQUEST_PAYLOAD_MAX,
                        0,
                        0,
                        "0.0.0",
                        new byte[Limits.UNIQUE_ID_SIZE]),
                random.nextInt(),
                STREAMS_UNTIL_KNOWN);
    }

    /** Those of a board, with this boot number. */
    Welcome of(Welcome board, int boot) {
        return welcome(board, boot, Math.max(1, board.streams() / 2));
    }

    /** The same with another boot number, by which clients see that what they had is gone. */
    Welcome reset(Welcome before) {
        return welcome(before, before.boot() + 1 + random.nextInt(Integer.MAX_VALUE), before.streams());
    }

    private Welcome welcome(Welcome words, int boot, int streams) {
        return new Welcome(
                1 + random.nextInt(EPOCH_MAX),
                words.flags(),
                boot,
                words.window(),
                words.board(),
                Math.min(words.maxPayload(), Limits.REQUEST_PAYLOAD_MAX),
                RECEIVE_BYTES,
                streams,
                words.firmware(),
                words.uniqueId());
    }

    /** Whether a session on the one terms can go on under the other. */
    static boolean fit(Welcome one, Welcome other) {
        return one.flags() == other.flags()
                && one.window() == other.window()
                && one.board() == other.board()
                && one.maxPayload() == other.maxPayload()
                && one.streams() == other.streams()
                && one.firmware().equals(other.firmware())
                && Arrays.equals(one.uniqueId(), other.uniqueId());
    }
}
