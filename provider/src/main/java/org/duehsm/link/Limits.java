package org.duehsm.link;

/**
 * The numbers of version 1 of the wire protocol that both ends have to agree on: the table of
 * PROTOCOL.md section 11, name by name. Sizes are in bytes.
 */
public final class Limits {

    /** The version of the protocol. */
    public static final int VERSION = 1;

    /** The nonce of HELLO and WELCOME. */
    public static final int NONCE_SIZE = 8;

    /** A device's unique id. */
    public static final int UNIQUE_ID_SIZE = 16;

    /** The payload of HELLO at least; a later version may append fields. */
    public static final int HELLO_PAYLOAD_SIZE = 10;

    /** The payload of WELCOME at least; a later version may append fields. */
    public static final int WELCOME_PAYLOAD_SIZE = 48;

    /** The payload of NO_SESSION at least; a later version may append fields. */
    public static final int NO_SESSION_PAYLOAD_SIZE = 4;

    /** The most requests that may be outstanding. */
    public static final int WINDOW_MAX = 16;

    /** The longest payload of a request. */
    public static final int REQUEST_PAYLOAD_MAX = 640;

    /** The longest payload of a reply. */
    public static final int REPLY_PAYLOAD_MAX = 80;

    /** The longest packet: header, payload and check of a request. */
    public static final int PACKET_MAX = Packet.PAYLOAD + REQUEST_PAYLOAD_MAX + Packet.CHECK_SIZE;

    /** The longest key id, and the most bytes of one with its key's limits; the shortest id has 1 byte. */
    public static final int KEY_ID_MAX = 128;

    /** The longest name of a region or a service in a key's limits; the shortest has 1 byte. */
    public static final int LIMIT_NAME_MAX = 63;

    /** The longest key in an IMPORT; the shortest has 1 byte. */
    public static final int KEY_MAX = 64;

    /** The most bytes of one RANDOM; the fewest are 1. */
    public static final int RANDOM_MAX = 64;

    /** The most bytes of an entry in one answer to LIST. */
    public static final int LIST_PIECE_MAX = 72;

    /** The longest text of INFO's topic 2. */
    public static final int BUILD_MAX = 80;

    /** The longest name of a login; the shortest has 1 byte. */
    public static final int LOGIN_NAME_MAX = 32;

    /** The secret of a login. */
    public static final int LOGIN_SECRET_SIZE = 32;

    /** Each of the two nonces of LOGIN. */
    public static final int LOGIN_NONCE_SIZE = 16;

    /** Each of the two proofs of LOGIN. */
    public static final int LOGIN_PROOF_SIZE = 32;

    /** The most logins that a device can have. */
    public static final int LOGINS_MAX = 16;

    /** The tag of an ENVELOPE, and of the answer to it. */
    public static final int ENVELOPE_TAG_SIZE = 16;

    /** The most blocks of one MEASURE; the fewest are 1. */
    public static final int MEASURE_BLOCKS_MAX = 16;

    /** The most bytes of one MEASURE; the fewest are 0. */
    public static final int MEASURE_BYTES_MAX = 1024;

    private Limits() {}
}
