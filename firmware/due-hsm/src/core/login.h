/*
 * login.h - a login of the device: who may use it, and as what.
 *
 * Of its secret the device has two HMAC midstates (hmac.h), as of a key; but a login is no
 * key, and lies in pages of another kind (record.h).
 */
#ifndef DUE_HSM_LOGIN_H
#define DUE_HSM_LOGIN_H

#include <stdint.h>

#include "hash.h"
#include "limits.h"

enum role { ROLE_USER = 1, ROLE_MANAGER = 2 };

/* As it lies in flash; there the bytes of name behind the name, and unused, are 0. */
struct login {
    uint32_t inner[HASH_WORDS_MAX]; /* of HMAC-SHA256 */
    uint32_t outer[HASH_WORDS_MAX];
    uint8_t name[LOGIN_NAME_MAX];
    uint8_t name_size; /* 1 to LOGIN_NAME_MAX */
    uint8_t role;      /* enum role */
    uint8_t unused[2];
};

#endif
