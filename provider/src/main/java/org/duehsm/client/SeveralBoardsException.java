package org.duehsm.client;

/**
 * A call that changes a board was made where several may be meant: by several ports, or by {@code connections}
 * greater than 1. Nothing was done. The message says how to do it.
 */
public final class SeveralBoardsException extends DueHsmException {

    private static final long serialVersionUID = 1;

    SeveralBoardsException(String message) {
        super(message, null);
    }
}
