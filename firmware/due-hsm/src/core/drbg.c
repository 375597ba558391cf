#include "drbg.h"

#include <string.h>

#include "bytes.h"

/* V = HMAC(Key, V) */
static void next_v(struct drbg *d) {
    struct hmac_sha1 h;

    hmac_sha1_start(&h, d->inner, d->outer);
    hmac_sha1_update(&h, d->v, sizeof d->v);
    hmac_sha1_finish(&h, d->v);
}

/* Key = HMAC(Key, V || round || seed), V = HMAC(Key, V); seed may be NULL if it is empty. */
static void next_key(struct drbg *d, uint8_t round, const uint8_t *seed, uint32_t seed_size) {
    struct hmac_sha1 h;
    uint8_t key[HMAC_SHA1_SIZE];

    hmac_sha1_start(&h, d->inner, d->outer);
    hmac_sha1_update(&h, d->v, sizeof d->v);
    hmac_sha1_update(&h, &round, 1);
    if (seed_size > 0) {
        hmac_sha1_update(&h, seed, seed_size);
    }
    hmac_sha1_finish(&h, key);
    hmac_sha1_midstates(d->inner, d->outer, key, sizeof key);
    wipe(key, sizeof key);
    next_v(d);
}

/* HMAC_DRBG_Update with provided data, 10.1.2.2. */
void drbg_reseed(struct drbg *d, const uint8_t *seed, uint32_t seed_size) {
    next_key(d, 0x00, seed, seed_size);
    next_key(d, 0x01, seed, seed_size);
}

void drbg_instantiate(struct drbg *d, const uint8_t *seed, uint32_t seed_size) {
    static const uint8_t zero_key[HMAC_SHA1_SIZE];

    hmac_sha1_midstates(d->inner, d->outer, zero_key, sizeof zero_key);
    memset(d->v, 0x01, sizeof d->v);
    drbg_reseed(d, seed, seed_size);
}

void drbg_generate(struct drbg *d, uint8_t *out, uint32_t size) {
    for (uint32_t done = 0; done < size; done += HMAC_SHA1_SIZE) {
        uint32_t part = size - done < HMAC_SHA1_SIZE ? size - done : HMAC_SHA1_SIZE;
        next_v(d);
        memcpy(out + done, d->v, part);
    }
    next_key(d, 0x00, NULL, 0);
}
