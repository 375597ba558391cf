package org.duehsm.cli.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duehsm.cli.terminal.CliException;
import org.duehsm.cli.terminal.Errors;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DeviceInfo;
import org.duehsm.client.DeviceStatus;
import org.duehsm.client.DeviceStatusException;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.DueHsmException;
import org.duehsm.client.KeyEntry;
import org.duehsm.client.KeyLimits;
import org.duehsm.client.OutcomeUnknownException;

/**
 * Stores a key on several boards, on all or none as far as that can be had: there is nothing that changes two boards at
 * once. So first all are looked at; then one after the other gets the key; and if one fails, those give it up that have
 * it by this import. What had a key of this id before keeps it, whatever happens.
 */
final class Import {

    private final List<DueHsmClient> boards;
    private final String id;
    private final Algorithm algorithm;
    private final KeyLimits limits;
    private final List<DueHsmClient> stored = new ArrayList<>();

    Import(List<DueHsmClient> boards, String id, Algorithm algorithm, KeyLimits limits) {
        this.boards = boards;
        this.id = id;
        this.algorithm = algorithm;
        this.limits = limits;
    }

    /**
     * Makes sure that each of the boards is there, and can take the key.
     *
     * @throws CliException with all that stands in its way, at whichever board
     */
    void look() {
        List<String> problems = new ArrayList<>();
        int exitCode = ExitCode.OK;
        Map<String, DueHsmClient> known = new LinkedHashMap<>();
        for (DueHsmClient board : boards) {
            try {
                DeviceInfo info = board.info();
                DueHsmClient same = known.putIfAbsent(info.uniqueId(), board);
                Optional<String> problem = same == null
                        ? problem(board, info)
                        : Optional.of(
                                "is the same board as " + Fleet.port(same) + "; name each board once, by its own port");
                if (problem.isPresent()) {
                    problems.add(Fleet.port(board) + ": " + problem.get());
                    exitCode = Check.worst(exitCode, ExitCode.FAILED);
                }
            } catch (DueHsmException e) {
                problems.add(Errors.message(e));
                exitCode = Check.worst(exitCode, Errors.exitCode(e));
            }
        }
        if (!problems.isEmpty()) {
            throw new CliException(
                    exitCode,
                    "nothing was changed, because not every board can take the key " + id + ": "
                            + String.join("; ", problems));
        }
    }

    private Optional<String> problem(DueHsmClient board, DeviceInfo info) {
        if (info.sealed()) {
            return Optional.of("the device is sealed and takes no keys");
        }
        if (board.find(id).isPresent()) {
            return Optional.of("the key " + id + " exists already, and is not replaced");
        }
        if (info.keys() >= info.keyCapacity()) {
            return Optional.of("the key store of the device is full; delete a key first");
        }
        refuseUnknownAlgorithm(board);
        return Optional.empty();
    }

    /* A device says that it has not the algorithm before it says that it has not the key. */
    private void refuseUnknownAlgorithm(DueHsmClient board) {
        try {
            board.mac(algorithm, id, new byte[0], 0, 0);
        } catch (DeviceStatusException e) {
            if (e.status() != DeviceStatus.UNKNOWN_KEY && e.status() != DeviceStatus.NOT_PERMITTED) {
                throw e;
            }
        }
    }

    /**
     * Stores the key on all boards; the array stays the caller's, to be wiped.
     *
     * @throws CliException if a board has failed, with what is where now
     */
    void store(byte[] key) {
        for (DueHsmClient board : boards) {
            try {
                store(board, key);
                stored.add(board);
            } catch (DueHsmException e) {
                throw new CliException(Errors.exitCode(e), Errors.message(e) + "; " + takeBack(board, e));
            }
        }
    }

    private void store(DueHsmClient board, byte[] key) {
        Instant begun = Instant.ofEpochMilli(System.currentTimeMillis());
        try {
            board.importKey(id, algorithm, key, limits, false);
        } catch (OutcomeUnknownException e) {
            if (!isThere(board, begun, e)) {
                board.importKey(id, algorithm, key, limits, false);
            }
        }
    }

    /**
     * Whether this import has reached the board after all: the id was not there before, and is there now, as something
     * that this computer has imported since.
     *
     * @throws OutcomeUnknownException if that cannot be told
     */
    private boolean isThere(DueHsmClient board, Instant begun, OutcomeUnknownException unknown) {
        Optional<KeyEntry> found;
        try {
            found = board.find(id);
        } catch (DueHsmException e) {
            throw unknown;
        }
        if (found.isPresent() && !isOurs(found.get(), begun)) {
            throw unknown;
        }
        return found.isPresent();
    }

    private boolean isOurs(KeyEntry entry, Instant begun) {
        return entry.algorithmCode() == algorithm.code()
                && !entry.generated()
                && entry.created() != null
                && !entry.created().isBefore(begun);
    }

    private String takeBack(DueHsmClient failed, DueHsmException why) {
        List<DueHsmClient> gone = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (DueHsmClient board : stored) {
            try {
                delete(board);
                gone.add(board);
            } catch (DueHsmException e) {
                left.add(Errors.message(e));
            }
        }
        List<String> words = new ArrayList<>();
        if (!gone.isEmpty()) {
            words.add("it was deleted again at " + Fleet.ports(gone));
        }
        if (!left.isEmpty()) {
            words.add("it could not be deleted again everywhere: " + String.join("; ", left));
        }
        if (why instanceof OutcomeUnknownException) {
            words.add(Fleet.port(failed) + " may have it");
        }
        boolean clean = left.isEmpty() && !(why instanceof OutcomeUnknownException);
        words.add(
                clean
                        ? "no board has it"
                        : "'due-hsm fleet keys' shows where it is, 'due-hsm delete' deletes it there");
        return String.join("; ", words);
    }

    private void delete(DueHsmClient board) {
        try {
            board.deleteKey(id);
        } catch (OutcomeUnknownException e) {
            if (board.find(id).isPresent()) {
                throw e;
            }
        } catch (DeviceStatusException e) {
            if (e.status() != DeviceStatus.UNKNOWN_KEY) { // somebody was faster
                throw e;
            }
        }
    }
}
