package org.duehsm.broker;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The board's streams, and which of them belongs to which stream of which client. Each is free, abandoned (the board
 * has still to be told to wipe it) or taken.
 *
 * <p>When all are taken, who needs one gets it from the user whose clients have the most, if those have more than its own
 * user's; otherwise from its own user. Of that one's clients it is likewise who has the most, or itself, that loses the
 * one that has rested longest. So who takes all harms only itself, by however many clients.
 *
 * <p>A number can be used again as soon as the request that closes or overwrites its stream is passed on: the board
 * executes in that order.
 */
final class BoardStreams {

    private final ClientStreams[] owners;
    private final int[] theirNumbers;
    private final long[] lastUse;
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private final ArrayDeque<Integer> abandoned = new ArrayDeque<>();
    private long uses;

    /** @param count how many the board has */
    BoardStreams(int count) {
        owners = new ClientStreams[count];
        theirNumbers = new int[count];
        lastUse = new long[count];
        for (int i = 0; i < count; i++) {
            free.addLast(i);
        }
    }

    int inUse() {
        return owners.length - free.size() - abandoned.size();
    }

    /**
     * Takes a stream, as long as none is abandoned, for a client's stream of this number; somebody may lose one by that.
     *
     * @param kept a stream of the board that is not taken away, or -1
     * @return the board's number, or -1 if there is none but the one kept
     */
    int take(ClientStreams owner, int number, int kept) {
        Integer found = free.pollFirst();
        if (found == null) {
            found = longestIdle(richest(owner), kept);
            if (found < 0) {
                return -1;
            }
            owners[found].lose(theirNumbers[found]);
            owners[found] = null;
        }
        owners[found] = owner;
        theirNumbers[found] = number;
        use(found);
        return found;
    }

    /** A request for it is passed on. */
    void use(int stream) {
        lastUse[stream] = ++uses;
    }

    /** A request was passed on that closes it. */
    void closed(int stream) {
        owners[stream] = null;
        free.addLast(stream);
    }

    /** Nobody wants it any more, and it may be open. */
    void abandon(int stream) {
        owners[stream] = null;
        abandoned.addLast(stream);
    }

    /** The next one that the board is to be told to wipe, which then is free; -1 if there is none. */
    int nextToWipe() {
        Integer stream = abandoned.pollFirst();
        if (stream == null) {
            return -1;
        }
        free.addLast(stream);
        return stream;
    }

    boolean hasToWipe() {
        return !abandoned.isEmpty();
    }

    private ClientStreams richest(ClientStreams taker) {
        String user = richestUser(taker.user());
        ClientStreams richest = user.equals(taker.user()) ? taker : null;
        for (ClientStreams owner : owners) {
            if (owner != null && owner.user().equals(user) && (richest == null || owner.held() > richest.held())) {
                richest = owner;
            }
        }
        return richest;
    }

    private String richestUser(String taker) {
        Map<String, Integer> held = new LinkedHashMap<>();
        held.put(taker, 0);
        for (ClientStreams owner : owners) {
            if (owner != null) {
                held.merge(owner.user(), 1, Integer::sum);
            }
        }
        String richest = taker;
        for (Map.Entry<String, Integer> user : held.entrySet()) {
            if (user.getValue() > held.get(richest)) {
                richest = user.getKey();
            }
        }
        return richest;
    }

    private int longestIdle(ClientStreams owner, int kept) {
        int found = -1;
        for (int i = 0; i < owners.length; i++) {
            if (owners[i] == owner && i != kept && (found < 0 || lastUse[i] < lastUse[found])) {
                found = i;
            }
        }
        return found;
    }
}
