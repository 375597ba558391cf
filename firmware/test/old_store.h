/*
 * old_store.h - the flash of a device of firmware 1.0.0 as it was before it knew a second
 * algorithm (commit 7998e46), for tests: stores of its kind are read as they are.
 *
 * Made by the board as a process (make host) of that commit, on a new flash file, by
 * these requests, all of algorithm 1; created is in old_keys:
 *
 *   IMPORT a, the key "Jefe"
 *   IMPORT aa, the key "old key"
 *   IMPORT aaa, the key "deleted key"
 *   GENERATE aaaa
 *   IMPORT an id of 128 times a, the key SHA-1 of 80 times AA, as a host shortens it
 *   IMPORT aa with REPLACE, the key of the bytes 1 to 64
 *   DELETE aaa
 *   IMPORT aaaaa, the key "k"
 *
 * Then the process was started once more, and LIST and MAC asked.
 */
#ifndef DUE_HSM_OLD_STORE_H
#define DUE_HSM_OLD_STORE_H

#include <stdint.h>

#include "board.h"

#define OLD_KEYS    5
#define OLD_PAGES   7 /* from this page on all are blank */
#define OLD_MESSAGE "what do ya want for nothing?"

/* A key as that firmware lists it, in its order, and the MAC that it answers for OLD_MESSAGE. */
struct old_key {
    uint8_t id_size; /* of an id of so many letters a */
    uint8_t flags;
    uint64_t created;
    const char *mac; /* in hexadecimal */
};

extern const struct old_key old_keys[OLD_KEYS];

/* The content of a page. */
void old_store_page(uint32_t page, uint8_t out[BOARD_FLASH_PAGE_SIZE]);

#endif
