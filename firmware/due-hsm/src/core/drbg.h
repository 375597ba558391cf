/*
 * drbg.h - HMAC_DRBG with SHA-256, NIST SP 800-90A rev. 1, section 10.1.2.
 *
 * A deterministic generator of 256 bits of security strength, as much as a key of
 * HMAC-SHA256 can have. It takes no additional input and keeps no reseed counter: the
 * caller reseeds before every request (random.c), far below the 2^48 requests that the
 * standard allows.
 */
#ifndef DUE_HSM_DRBG_H
#define DUE_HSM_DRBG_H

#include <stdbool.h>
#include <stdint.h>

#include "sha256.h"

/* The working state: V, and Key as its HMAC midstates. */
struct drbg {
    uint32_t inner[HASH_WORDS_MAX];
    uint32_t outer[HASH_WORDS_MAX];
    uint8_t v[SHA256_SIZE];
};

/* Whether the generator gives the right answer to a known seed (SP 800-90A, section 11.3). */
bool drbg_right(void);

/* Starts the generator; seed is entropy input, nonce and personalization string, concatenated. */
void drbg_instantiate(struct drbg *d, const uint8_t *seed, uint32_t seed_size);

/* Mixes fresh entropy input into the state. */
void drbg_reseed(struct drbg *d, const uint8_t *seed, uint32_t seed_size);

/* Generates size bytes, at most 65536, and moves the state on so that it does not tell them. */
void drbg_generate(struct drbg *d, uint8_t *out, uint32_t size);

#endif
