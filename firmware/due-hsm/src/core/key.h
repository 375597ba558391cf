/*
 * key.h - a key of the device: what the store keeps of it in flash, and all that any
 * other part ever sees of it.
 *
 * That is two HMAC midstates (hmac.h), never the key itself.
 */
#ifndef DUE_HSM_KEY_H
#define DUE_HSM_KEY_H

#include <stdint.h>

#include "hash.h"
#include "limits.h"

#define KEY_FLAG_GENERATED 0x01u /* made on the device */

/*
 * As it lies in flash; there the bytes of id behind the id and the limits, and unused, are 0.
 * The limits (key_limits.h) are the limits_size bytes of id from id_size on: ids are short,
 * so that a page has room for both.
 */
struct key {
    uint64_t created; /* milliseconds since 1970 by the host's clock; 0: unknown */
    uint32_t inner[HASH_WORDS_MAX];
    uint32_t outer[HASH_WORDS_MAX];
    uint8_t id[KEY_ID_MAX];
    uint8_t id_size;     /* 1 to KEY_ID_MAX */
    uint8_t algorithm;   /* enum algorithm */
    uint8_t flags;       /* KEY_FLAG_... */
    uint8_t limits_size; /* 0 to KEY_ID_MAX - id_size; 0: the key has no limits */
    uint8_t unused[4];
};

#endif
