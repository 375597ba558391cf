package org.duehsm.cli.fleet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duehsm.cli.terminal.Errors;
import org.duehsm.client.DeviceInfo;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.DueHsmException;
import org.duehsm.client.KeyEntry;

/**
 * What a board told of itself.
 *
 * @param board which
 * @param info its state; null if it did not tell
 * @param keys its keys, as far as they may be seen; null if it did not list them
 * @param failure why it did not tell or list; null if it did
 */
record Look(DueHsmClient board, DeviceInfo info, List<KeyEntry> keys, DueHsmException failure) {

    /** Asks the board. One that is away costs its time-out. */
    static Look at(DueHsmClient board) {
        DeviceInfo info = null;
        try {
            info = board.info();
            return new Look(board, info, board.keys(), null);
        } catch (DueHsmException e) {
            return new Look(board, info, null, e);
        }
    }

    String port() {
        return Fleet.port(board);
    }

    /** Whether its keys are known. */
    boolean listed() {
        return keys != null;
    }

    /** Under names for JSON. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("port", port());
        facts.put("board", info == null ? null : info.board());
        facts.put("firmware", info == null ? null : info.firmware());
        facts.put("uniqueId", info == null ? null : info.uniqueId());
        facts.put("sealed", info == null ? null : info.sealed());
        facts.put("closed", info == null ? null : info.closed());
        facts.put("keys", listed() ? keys.size() : null);
        facts.put("failure", failure == null ? null : Errors.message(failure));
        return facts;
    }
}
