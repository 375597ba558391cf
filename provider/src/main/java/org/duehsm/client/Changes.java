package org.duehsm.client;

import java.io.IOException;
import java.util.function.Consumer;
import org.duehsm.link.Call;
import org.duehsm.link.Link;
import org.duehsm.link.LinkException;
import org.duehsm.link.Request;

/**
 * How a device is changed: by one request, which must not be done twice, on a session that the device has just
 * confirmed, and in an envelope if a manager has logged in there.
 */
final class Changes {

    /** Throws unless the status is that of a change that was made. */
    interface Check {
        void of(int status, Link link) throws LinkException;
    }

    private final ClientConfig config;
    private final Boards boards;

    Changes(ClientConfig config, Boards boards) {
        this.config = config;
        this.boards = boards;
    }

    /**
     * Throws SeveralBoardsException unless there is one session to be had.
     */
    void requireOneBoard() {
        if (!boards.isOne()) {
            throw Failures.severalBoards(config);
        }
    }

    /** A session that the device has just confirmed: one that ended unnoticed is found here, where that is harmless. */
    Link standing(String keyId) {
        try {
            return boards.repeat(Choice.FEWEST_STREAMS, link -> {
                new Administration(link).ping();
                return link;
            });
        } catch (IOException e) {
            throw Failures.unavailable(e, keyId);
        }
    }

    /**
     * Makes a change of one board.
     *
     * @param keyId for messages, or null
     * @return the session that it was made in
     */
    Link make(String keyId, Consumer<Request> fields, Check check) {
        requireOneBoard();
        Link link = standing(keyId);
        Call call = link.call();
        try {
            fields.accept(call.request());
            check.of(link.change(call).status(), link);
            return link;
        } catch (LinkException e) {
            throw call.mayHaveRun() ? Failures.outcomeUnknown(e, keyId) : Failures.unavailable(e, keyId);
        } finally {
            link.recycle(call);
        }
    }
}
