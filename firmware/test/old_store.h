/*
 * old_store.h - the flash of devices of firmware 1.0.0 from before its keys could be what they can
 * be now, for tests: stores of their kind are read as they are.
 *
 * Each was made by the board as a process (make host) of a commit, on a new flash file, by the
 * same requests; created is in old_keys:
 *
 *   IMPORT a, the key "Jefe"
 *   IMPORT aa, the key "old key", of algorithm 1
 *   IMPORT aaa, the key "deleted key"
 *   GENERATE aaaa
 *   IMPORT an id of 128 times a, the long key of RFC 2202 or RFC 4231 (80 or 131 times AA), as a
 *          host shortens it
 *   IMPORT aa with REPLACE, the key of the bytes 1 to 64
 *   DELETE aaa
 *   IMPORT aaaaa, the key "k", of algorithm 1
 *
 * Then the process was started once more, and LIST and MAC asked.
 */
#ifndef DUE_HSM_OLD_STORE_H
#define DUE_HSM_OLD_STORE_H

#include <stdint.h>

#include "board.h"

enum old_store {
    OLD_BEFORE_SHA256, /* commit 7998e46; all keys are of algorithm 1 */
    OLD_BEFORE_LIMITS, /* commit bcaecbe; where nothing is said, keys are of algorithm 2 */
    OLD_STORES
};

#define OLD_KEYS    5
#define OLD_PAGES   7 /* from this page on all are blank */
#define OLD_MESSAGE "what do ya want for nothing?"

/* A key as that firmware lists it, in its order, and the MAC that it answers for OLD_MESSAGE. */
struct old_key {
    uint8_t id_size; /* of an id of so many letters a */
    uint8_t algorithm;
    uint8_t flags;
    uint64_t created;
    const char *mac; /* in hexadecimal */
};

extern const struct old_key old_keys[OLD_STORES][OLD_KEYS];

/* The content of a page. */
void old_store_page(enum old_store store, uint32_t page, uint8_t out[BOARD_FLASH_PAGE_SIZE]);

#endif
