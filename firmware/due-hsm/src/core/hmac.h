/*
 * hmac.h - HMAC (RFC 2104, FIPS 198-1) over any hash, from stored midstates.
 *
 * A key becomes two midstates: the state of the hash after the block key ^ ipad and
 * after the block key ^ opad. They serve any number of messages, spare each two
 * compressions, and are as secret as the key.
 */
#ifndef DUE_HSM_HMAC_H
#define DUE_HSM_HMAC_H

#include <stdint.h>

#include "hash.h"

struct hmac {
    const struct hash *hash;
    const uint32_t *outer;          /* the outer midstate, where the key has it */
    uint64_t size;                  /* bytes hashed so far, the padded key included */
    uint32_t state[HASH_WORDS_MAX]; /* after the last whole block */
    uint8_t block[HASH_BLOCK_MAX];  /* the size % block_size bytes after it */
};

/* The midstates of a key of key_size bytes, 1 to the hash's block. */
void hmac_midstates(const struct hash *hash, uint32_t inner[HASH_WORDS_MAX],
                    uint32_t outer[HASH_WORDS_MAX], const uint8_t *key, uint32_t key_size);

/*
 * Starts a message under the key with these midstates. The outer one is looked at
 * again by hmac_finish(): it stays where it is until then.
 */
void hmac_start(struct hmac *h, const struct hash *hash, const uint32_t inner[HASH_WORDS_MAX],
                const uint32_t outer[HASH_WORDS_MAX]);

/* Adds size bytes, 0 or more, of any alignment. Whole blocks are hashed where they lie. */
void hmac_update(struct hmac *h, const uint8_t *data, uint32_t size);

/* Writes the MAC, as long as the hash's digest, and wipes h; returns how many bytes it has. */
uint32_t hmac_finish(struct hmac *h, uint8_t *mac);

#endif
