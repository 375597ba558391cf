/*
 * oracle.h - what the key store should hold: the model that its tests compare it with.
 *
 * The model knows ORACLE_KEYS key ids, of all lengths from 1 to 128 bytes, some
 * of them beginning like another. Every key made is of one of the algorithms and has
 * limits, to which the store is blind, or none, by chance, and midstates that no other has.
 */
#ifndef DUE_HSM_ORACLE_H
#define DUE_HSM_ORACLE_H

#include <stdbool.h>
#include <stdint.h>

#include "keystore.h"

#define ORACLE_KEYS 256

struct oracle {
    bool present[ORACLE_KEYS];
    struct key keys[ORACLE_KEYS];
};

/* A new key with the number-th id, 0 <= number < ORACLE_KEYS. */
struct key oracle_key(uint32_t number);

/* How many keys the model holds. */
uint32_t oracle_count(const struct oracle *oracle);

/* Whether the store holds these keys, each once, and no other. */
bool oracle_matches(const struct oracle *oracle);

/*
 * Fails the test unless each page that is not broken is blank or holds one of
 * these keys, no key twice, and a record on a broken page is a key that exists.
 */
void oracle_expect_clean(const struct oracle *oracle);

/* Whether the page holds a piece of the key's midstates, in either byte order. */
bool oracle_page_holds(uint32_t page, const struct key *key);

/* Whether any page does that is not broken. */
bool oracle_flash_holds(const struct key *key);

#endif
