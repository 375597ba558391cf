/* status.h - the outcome of a request, as PROTOCOL.md section 4 numbers it. */
#ifndef DUE_HSM_STATUS_H
#define DUE_HSM_STATUS_H

enum status {
    STATUS_OK = 0,
    STATUS_UNKNOWN_KEY = 1,
    STATUS_MALFORMED = 2,
    STATUS_UNSUPPORTED = 3,
    STATUS_NO_STREAM = 4,
    STATUS_STORE_FULL = 5,
    STATUS_EXISTS = 6,
    STATUS_SEALED = 7,
    STATUS_SELF_TEST_FAILED = 8,
    STATUS_RANDOM_FAILED = 9,
    STATUS_STORE_FAILED = 10,
    STATUS_BAD_KEY_ID = 11,
    STATUS_BAD_KEY = 12,
    STATUS_WRONG_DEVICE = 13,
    STATUS_WRONG_ALGORITHM = 14
};

#endif
