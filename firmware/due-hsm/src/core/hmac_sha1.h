/*
 * hmac_sha1.h - HMAC-SHA1 (RFC 2104, FIPS 198-1) from stored midstates.
 *
 * A key becomes two midstates: the SHA-1 state after the block key ^ ipad and
 * after the block key ^ opad. They serve any number of messages, spare each two
 * compressions, and are as secret as the key.
 */
#ifndef DUE_HSM_HMAC_SHA1_H
#define DUE_HSM_HMAC_SHA1_H

#include <stdint.h>

#include "sha1.h"

#define HMAC_SHA1_SIZE    20 /* bytes of a MAC */
#define HMAC_SHA1_KEY_MAX 64 /* bytes of a key; a longer one is hashed by the host */

struct hmac_sha1 {
    uint64_t size;                  /* bytes hashed so far, the padded key included */
    uint32_t inner[5];              /* state after the last whole block */
    uint32_t outer[5];              /* outer midstate */
    uint8_t block[SHA1_BLOCK_SIZE]; /* the size % 64 bytes after it */
};

/* The midstates of a key of key_size bytes, 1 to HMAC_SHA1_KEY_MAX. */
void hmac_sha1_midstates(uint32_t inner[5], uint32_t outer[5], const uint8_t *key,
                         uint32_t key_size);

/* Starts a message under the key with these midstates. */
void hmac_sha1_start(struct hmac_sha1 *h, const uint32_t inner[5], const uint32_t outer[5]);

/* Adds size bytes, 0 or more, of any alignment. Whole blocks are hashed where they lie. */
void hmac_sha1_update(struct hmac_sha1 *h, const uint8_t *data, uint32_t size);

/* Writes the MAC and wipes h. */
void hmac_sha1_finish(struct hmac_sha1 *h, uint8_t mac[HMAC_SHA1_SIZE]);

#endif
