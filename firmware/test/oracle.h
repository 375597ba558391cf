/*
 * oracle.h - what the key store should hold, the logins too: the model that its tests compare it
 * with.
 *
 * The model knows ORACLE_KEYS key ids, of all lengths from 1 to 128 bytes, some
 * of them beginning like another. Every key made is of one of the algorithms and has
 * limits, to which the store is blind, or none, by chance, and midstates that no other has.
 * It knows ORACLE_LOGINS names of logins, of all lengths from 1 to 32 bytes, likewise.
 */
#ifndef DUE_HSM_ORACLE_H
#define DUE_HSM_ORACLE_H

#include <stdbool.h>
#include <stdint.h>

#include "keystore.h"
#include "login.h"

#define ORACLE_KEYS   256
#define ORACLE_LOGINS 64

struct oracle {
    bool present[ORACLE_KEYS];
    struct key keys[ORACLE_KEYS];
    bool closed;
    bool login_present[ORACLE_LOGINS];
    struct login logins[ORACLE_LOGINS];
};

/* A new key with the number-th id, 0 <= number < ORACLE_KEYS. */
struct key oracle_key(uint32_t number);

/* A new login of this role with the number-th name, 0 <= number < ORACLE_LOGINS. */
struct login oracle_login(uint32_t number, enum role role);

/* How many keys the model holds, and how many logins, and of this role. */
uint32_t oracle_count(const struct oracle *oracle);
uint32_t oracle_logins_count(const struct oracle *oracle);
uint32_t oracle_logins_of(const struct oracle *oracle, enum role role);

/* Whether the store holds these keys and logins, each once, and no other, and is closed or not. */
bool oracle_matches(const struct oracle *oracle);

/*
 * Fails the test unless each page that is not broken is blank or holds one of these keys or
 * logins, none twice, or is one of two markers of a closed device; and a record on a broken page
 * is of one that exists. Returns how many markers are on pages that are not broken.
 */
uint32_t oracle_expect_clean(const struct oracle *oracle);

/* Whether the page holds a piece of the midstates, in either byte order. */
bool oracle_page_holds(uint32_t page, const struct key *key);
bool oracle_page_holds_login(uint32_t page, const struct login *login);

/* Whether any page does that is not broken. */
bool oracle_flash_holds(const struct key *key);
bool oracle_flash_holds_login(const struct login *login);

#endif
