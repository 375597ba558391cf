package org.duehsm.broker;

/** How the broker answers what it does not pass on (PROTOCOL.md section 4). */
final class Status {

    static final int OK = 0;
    static final int MALFORMED = 2;
    static final int UNSUPPORTED = 3;
    static final int NO_STREAM = 4;
    static final int NOT_PERMITTED = 18;
    static final int BOARD_AWAY = 19;

    private Status() {}
}
