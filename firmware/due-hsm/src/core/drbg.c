#include "drbg.h"

#include <string.h>

#include "bytes.h"
#include "hmac.h"

/* V = HMAC(Key, V) */
static void next_v(struct drbg *d) {
    struct hmac h;

    hmac_start(&h, &sha1, d->inner, d->outer);
    hmac_update(&h, d->v, sizeof d->v);
    (void)hmac_finish(&h, d->v);
}

/* Key = HMAC(Key, V || round || seed), V = HMAC(Key, V); seed may be NULL if it is empty. */
static void next_key(struct drbg *d, uint8_t round, const uint8_t *seed, uint32_t seed_size) {
    struct hmac h;
    uint8_t key[SHA1_SIZE];

    hmac_start(&h, &sha1, d->inner, d->outer);
    hmac_update(&h, d->v, sizeof d->v);
    hmac_update(&h, &round, 1);
    if (seed_size > 0) {
        hmac_update(&h, seed, seed_size);
    }
    (void)hmac_finish(&h, key);
    hmac_midstates(&sha1, d->inner, d->outer, key, sizeof key);
    wipe(key, sizeof key);
    next_v(d);
}

/* HMAC_DRBG_Update with provided data, 10.1.2.2. */
void drbg_reseed(struct drbg *d, const uint8_t *seed, uint32_t seed_size) {
    next_key(d, 0x00, seed, seed_size);
    next_key(d, 0x01, seed, seed_size);
}

void drbg_instantiate(struct drbg *d, const uint8_t *seed, uint32_t seed_size) {
    static const uint8_t zero_key[SHA1_SIZE];

    hmac_midstates(&sha1, d->inner, d->outer, zero_key, sizeof zero_key);
    memset(d->v, 0x01, sizeof d->v);
    drbg_reseed(d, seed, seed_size);
}

void drbg_generate(struct drbg *d, uint8_t *out, uint32_t size) {
    for (uint32_t done = 0; done < size; done += SHA1_SIZE) {
        uint32_t part = size - done < SHA1_SIZE ? size - done : SHA1_SIZE;
        next_v(d);
        memcpy(out + done, d->v, part);
    }
    next_key(d, 0x00, NULL, 0);
}

/*
 * The first HMAC_DRBG SHA-1 case of NIST's CAVP file drbgvectors_pr_false:
 * instantiated with entropy input and nonce, reseeded, the second 80 bytes.
 */
bool drbg_right(void) {
    static const uint8_t seed[24] = {0x79, 0x34, 0x9b, 0xbf, 0x7c, 0xdd, 0xa5, 0x79,
                                     0x95, 0x57, 0x86, 0x66, 0x21, 0xc9, 0x13, 0x83,
                                     0x11, 0x46, 0x73, 0x3a, 0xbf, 0x8c, 0x35, 0xc8};
    static const uint8_t reseed[16] = {0xc7, 0x21, 0x5b, 0x5b, 0x96, 0xc4, 0x8e, 0x9b,
                                       0x33, 0x8c, 0x74, 0xe3, 0xe9, 0x9d, 0xfe, 0xdf};
    static const uint8_t expected[80] = {
        0xc6, 0xa1, 0x6a, 0xb8, 0xd4, 0x20, 0x70, 0x6f, 0x0f, 0x34, 0xab, 0x7f, 0xec, 0x5a,
        0xdc, 0xa9, 0xd8, 0xca, 0x3a, 0x13, 0x3e, 0x15, 0x9c, 0xa6, 0xac, 0x43, 0xc6, 0xf8,
        0xa2, 0xbe, 0x22, 0x83, 0x4a, 0x4c, 0x0a, 0x0a, 0xff, 0xb1, 0x0d, 0x71, 0x94, 0xf1,
        0xc1, 0xa5, 0xcf, 0x73, 0x22, 0xec, 0x1a, 0xe0, 0x96, 0x4e, 0xd4, 0xbf, 0x12, 0x27,
        0x46, 0xe0, 0x87, 0xfd, 0xb5, 0xb3, 0xe9, 0x1b, 0x34, 0x93, 0xd5, 0xbb, 0x98, 0xfa,
        0xed, 0x49, 0xe8, 0x5f, 0x13, 0x0f, 0xc8, 0xa4, 0x59, 0xb7};
    struct drbg d;
    uint8_t out[80];

    drbg_instantiate(&d, seed, sizeof seed);
    drbg_reseed(&d, reseed, sizeof reseed);
    drbg_generate(&d, out, sizeof out);
    drbg_generate(&d, out, sizeof out);
    return memcmp(out, expected, sizeof out) == 0;
}
