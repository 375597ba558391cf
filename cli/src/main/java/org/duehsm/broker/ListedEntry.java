package org.duehsm.broker;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.duehsm.link.IncomingRequest;
import org.duehsm.link.Limits;
import org.duehsm.rules.Permissions;
import org.duehsm.rules.Right;

/**
 * An entry that a client asks for by LIST (PROTOCOL.md section 5). The board gives it in pieces, and whether the client
 * may see it shows its key id: so all of it is read, from the start to its end, before a piece is passed on. An entry
 * that the client may not see is answered as one that has just gone: its length is 0.
 */
final class ListedEntry {

    private static final int QUESTION_SIZE = 3;
    private static final int GENERATION_SIZE = 4;
    private static final int LENGTH_AT = 6;
    private static final int HEAD_SIZE = 7;
    private static final int ID_AT = 10;

    private final byte[] question;
    private final int offset;
    private byte[] head = {};
    private byte[] entry = {};
    private int size;

    private ListedEntry(byte[] question) {
        this.question = question;
        this.offset = question[2] & 0xFF;
        question[2] = 0;
    }

    /** What the request asks for, or null if it is malformed. */
    static ListedEntry of(IncomingRequest request) {
        byte[] payload = request.payload();
        return payload.length == QUESTION_SIZE ? new ListedEntry(payload.clone()) : null;
    }

    /** The payload of the next request to the board. */
    byte[] question() {
        return question;
    }

    /** Takes the payload of the board's answer; returns whether that was the last one needed. */
    boolean add(byte[] piece) {
        if (piece.length < HEAD_SIZE) {
            entry = new byte[0];
            return true;
        }
        if (size > 0 && !Arrays.equals(piece, 0, GENERATION_SIZE, head, 0, GENERATION_SIZE)) {
            // The pieces may be of two keys.
            size = 0;
            question[2] = 0;
            return false;
        }
        if (size == 0) {
            head = Arrays.copyOf(piece, HEAD_SIZE);
            entry = new byte[piece[LENGTH_AT] & 0xFF];
        }
        int part = Math.min(piece.length - HEAD_SIZE, entry.length - size);
        System.arraycopy(piece, HEAD_SIZE, entry, size, part);
        size += part;
        question[2] = (byte) size;
        return part == 0 || size == entry.length;
    }

    /** The payload of the answer to the client. */
    byte[] answer(Permissions permissions) {
        if (!isVisible(permissions)) {
            byte[] gone = head.clone();
            if (gone.length > LENGTH_AT) {
                gone[LENGTH_AT] = 0;
            }
            return gone;
        }
        int from = Math.min(offset, entry.length);
        int part = Math.min(entry.length - from, Limits.LIST_PIECE_MAX);
        byte[] answer = Arrays.copyOf(head, HEAD_SIZE + part);
        System.arraycopy(entry, from, answer, HEAD_SIZE, part);
        return answer;
    }

    private boolean isVisible(Permissions permissions) {
        return size == entry.length
                && size > ID_AT
                && permissions.permits(Right.LIST, new String(entry, ID_AT, size - ID_AT, StandardCharsets.UTF_8));
    }
}
