/*
 * hash.h - what a hash function is to HMAC and to the self-test: a table of its sizes,
 * its states and its compression. There is one such table for each hash
 * (sha1.h); whatever is sized by a hash has room for the largest of them.
 *
 * The hashes are those of FIPS 180 with words of 32 bits: blocks are padded with a
 * one bit, zeros and the length in bits, 8 bytes big-endian.
 */
#ifndef DUE_HSM_HASH_H
#define DUE_HSM_HASH_H

#include <stdint.h>

#define HASH_BLOCK_MAX 64 /* bytes of a block */
#define HASH_SIZE_MAX  32 /* bytes of a digest */
#define HASH_WORDS_MAX 8  /* words of a state; a hash of fewer leaves the last ones 0 */

struct hash {
    uint32_t block_size; /* bytes of a block, a power of 2 */
    uint32_t size;       /* bytes of a digest: the first words of a state, big-endian */

    /* The state before the first block, and after the two of FIPS 180's 448-bit example. */
    uint32_t initial[HASH_WORDS_MAX];
    uint32_t example[HASH_WORDS_MAX];

    /* Hashes n blocks, of any alignment, into state; n may be 0. */
    void (*blocks)(uint32_t *state, const void *data, uint32_t n);
};

#endif
