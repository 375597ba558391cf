package org.duehsm.link;

/** The verbs and flags of a request (PROTOCOL.md section 4). */
public final class Verb {

    public static final int MAC = 1;
    public static final int COPY = 2;
    public static final int ABORT = 3;
    public static final int INFO = 4;
    public static final int LIST = 5;
    public static final int FIND = 6;
    public static final int IMPORT = 7;
    public static final int GENERATE = 8;
    public static final int DELETE = 9;
    public static final int RANDOM = 10;
    public static final int SEAL = 11;
    public static final int MEASURE = 12;
    /** With the step of a login as the first byte of the payload. */
    public static final int LOGIN = 13;
    /** Around a verb that changes a device which has logins. */
    public static final int ENVELOPE = 14;
    /** With the number of a further verb as the first byte of the payload. */
    public static final int EXTENDED = 15;

    /** With EXTENDED: the limits of a key. */
    public static final int GET_LIMITS = 1;
    /** With EXTENDED: other limits for a key. */
    public static final int SET_LIMITS = 2;
    /** With EXTENDED: a login by its index. */
    public static final int LIST_LOGINS = 3;
    /** With EXTENDED: a new login. */
    public static final int ADD_LOGIN = 4;
    /** With EXTENDED: a login goes. */
    public static final int REMOVE_LOGIN = 5;

    /** With MAC: the message begins here. */
    public static final int FIRST = 0x10;
    /** With MAC: the message ends here. */
    public static final int LAST = 0x20;
    /** With IMPORT: an existing key is replaced. */
    public static final int REPLACE = 0x10;
    /** With IMPORT and GENERATE: limits of the key follow. */
    public static final int LIMITS = 0x20;

    /** The stream of a message that is whole in one frame. */
    public static final int NO_STREAM = 0xFFFF;

    static final int ACK_NOW = 0x80;

    private static final int NUMBER = 0x0F;

    private Verb() {}

    /**
     * Whether a user's login is enough, and needed on a closed device.
     *
     * @param code with its flags
     * @param first byte of the payload
     */
    static boolean isForEveryLogin(int code, int first) {
        return switch (code & NUMBER) {
            case MAC, COPY, ABORT, LIST, FIND, RANDOM -> true;
            case EXTENDED -> first == GET_LIMITS;
            default -> false;
        };
    }
}
