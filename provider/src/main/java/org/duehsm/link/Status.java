package org.duehsm.link;

/** The statuses that mean something to a session itself (PROTOCOL.md section 4). */
final class Status {

    static final int OK = 0;
    static final int UNSUPPORTED = 3;
    static final int SELF_TEST_FAILED = 8;
    static final int RANDOM_FAILED = 9;
    static final int NOT_PERMITTED = 18;

    private Status() {}
}
