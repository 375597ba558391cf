package org.duehsm.client;

/** How a device answers a request that it does not carry out (PROTOCOL.md section 4). */
public enum DeviceStatus {
    /** No key has this id. */
    UNKNOWN_KEY(1, "the device has no such key; import or generate it first ('due-hsm keys' lists what is there)"),
    /** The request is not as the protocol says. */
    MALFORMED(2, "the device refuses the request as malformed; firmware and library do not fit together"),
    /** The device does not know how to do this. */
    UNSUPPORTED(3, "the device does not support this; newer firmware may"),
    /** The stream of a MAC is not open. */
    NO_STREAM(
            4,
            "the key was replaced or deleted while this MAC was in progress, or its limits were set, or a broker has given"
                    + " its stream to another program, so the device has dropped it; compute it again from its start"),
    /** No room for another key. */
    STORE_FULL(5, "the key store of the device is full; delete a key first"),
    /** The key id exists. */
    EXISTS(6, "a key with this id exists; delete it first, or replace it"),
    /** The device is sealed. */
    SEALED(
            7,
            "the device is sealed and refuses changes; the only way back is the recovery jumper at power-up and then"
                    + " ERASE, which wipes all keys"),
    /** The self-test failed, at start or by what was found wrong since. */
    SELF_TEST_FAILED(
            8, "the self-test of the device failed; power it off and on, and replace it if that does not help"),
    /** The random source failed. */
    RANDOM_FAILED(9, "the random source of the device failed its health test; power the device off and on"),
    /** Flash could not be written. */
    STORE_FAILED(10, "the device could not write its flash; nothing was changed"),
    /** The key id is not allowed. */
    BAD_KEY_ID(11, "the device refuses the key id; it is 1 to 128 bytes of UTF-8 without control characters"),
    /** The key is empty or too long. */
    BAD_KEY(12, "the device refuses the length of the key"),
    /** The unique id to be sealed is that of another device. */
    WRONG_DEVICE(13, "this is not the device with the unique id given; nothing was sealed"),
    /** The key is for another algorithm. */
    WRONG_ALGORITHM(14, "the key is for another algorithm"),
    /** Done, but the old key is still in flash. */
    NOT_WIPED(
            15,
            "done, but a flash page that held the old key could not be wiped; treat that key as still on the device,"
                    + " and replace the device"),
    /** The algorithm of the key does not sign this message. */
    BAD_MESSAGE(
            16,
            "a key for AWS4-HMAC-SHA256 signs nothing but strings to sign of AWS Signature 4: the bytes that the"
                    + " signature is of, neither the request nor its hash; with LF between the lines and none at the"
                    + " end, and one date in the time and the scope"),
    /** The key has limits that do not permit it. */
    LIMITED(17, "the limits of the key do not permit this; 'due-hsm keys' shows them"),
    /** The rules of a broker do not permit it, or the login does not. */
    NOT_PERMITTED(
            18,
            "this program may not do that; who runs the broker can permit it ('due-hsm serve --rules FILE'), for this"
                    + " user and this key"),
    /** The broker has no board at present, and the request has not reached one. */
    BOARD_AWAY(
            19,
            "the broker has no board at present, so nothing was done; is the board connected? The log of 'due-hsm"
                    + " serve' tells, and a later call works when it is back"),
    /** The limits of the key are too long. */
    LIMITS_TOO_LONG(
            20,
            "the limits of a key have together with its id at most 128 bytes; take a shorter prefix or id, or name fewer"
                    + " regions or services"),
    /** A status of newer firmware. */
    OTHER(-1, "the device refuses the request with a status that this library does not know; update the library");

    private final int code;
    private final String explanation;

    DeviceStatus(int code, String explanation) {
        this.code = code;
        this.explanation = explanation;
    }

    static DeviceStatus of(int code) {
        for (DeviceStatus status : values()) {
            if (status.code == code) {
                return status;
            }
        }
        return OTHER;
    }

    String explanation() {
        return explanation;
    }
}
