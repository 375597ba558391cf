/*
 * algorithm.h - the algorithms of PROTOCOL.md section 4: the one place that knows
 * which there are, and what each makes of a key and of a message.
 */
#ifndef DUE_HSM_ALGORITHM_H
#define DUE_HSM_ALGORITHM_H

#include <stdint.h>

#include "hmac.h"
#include "key.h"

enum algorithm {
    ALGORITHM_HMAC_SHA1 = 1,
    ALGORITHM_HMAC_SHA256 = 2,
    ALGORITHM_AWS4_HMAC_SHA256 = 3
};

#define ALGORITHMS_END 4 /* above the highest */

/* The hash of the algorithm, if that is HMAC of any message; NULL for all others. */
const struct hash *algorithm_hash(uint32_t algorithm);

/*
 * The hash that a key of the algorithm has its midstates of; NULL if this device does not
 * have the algorithm. Such a key has 1 to block_size bytes.
 */
const struct hash *algorithm_key_hash(uint32_t algorithm);

/* Sets the key's algorithm, which is one of the device's, and its midstates. */
void algorithm_set_key(struct key *key, uint8_t algorithm, const uint8_t *bytes, uint32_t key_size);

#endif
