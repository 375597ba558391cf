#include "sha256.h"

#ifndef SHA256_ASSEMBLY

#include "bytes.h"

/* FIPS 180-4, section 4.2.2. */
static const uint32_t k[64] = {
    0x428A2F98u, 0x71374491u, 0xB5C0FBCFu, 0xE9B5DBA5u, 0x3956C25Bu, 0x59F111F1u, 0x923F82A4u,
    0xAB1C5ED5u, 0xD807AA98u, 0x12835B01u, 0x243185BEu, 0x550C7DC3u, 0x72BE5D74u, 0x80DEB1FEu,
    0x9BDC06A7u, 0xC19BF174u, 0xE49B69C1u, 0xEFBE4786u, 0x0FC19DC6u, 0x240CA1CCu, 0x2DE92C6Fu,
    0x4A7484AAu, 0x5CB0A9DCu, 0x76F988DAu, 0x983E5152u, 0xA831C66Du, 0xB00327C8u, 0xBF597FC7u,
    0xC6E00BF3u, 0xD5A79147u, 0x06CA6351u, 0x14292967u, 0x27B70A85u, 0x2E1B2138u, 0x4D2C6DFCu,
    0x53380D13u, 0x650A7354u, 0x766A0ABBu, 0x81C2C92Eu, 0x92722C85u, 0xA2BFE8A1u, 0xA81A664Bu,
    0xC24B8B70u, 0xC76C51A3u, 0xD192E819u, 0xD6990624u, 0xF40E3585u, 0x106AA070u, 0x19A4C116u,
    0x1E376C08u, 0x2748774Cu, 0x34B0BCB5u, 0x391C0CB3u, 0x4ED8AA4Au, 0x5B9CCA4Fu, 0x682E6FF3u,
    0x748F82EEu, 0x78A5636Fu, 0x84C87814u, 0x8CC70208u, 0x90BEFFFAu, 0xA4506CEBu, 0xBEF9A3F7u,
    0xC67178F2u,
};

static uint32_t rotate_right(uint32_t x, uint32_t n) {
    return x >> n | x << (32 - n);
}

static uint32_t load_be32(const uint8_t p[4]) {
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | (uint32_t)p[3];
}

/* The functions of FIPS 180-4, section 4.1.2. */
static uint32_t big_sigma0(uint32_t x) {
    return rotate_right(x, 2) ^ rotate_right(x, 13) ^ rotate_right(x, 22);
}

static uint32_t big_sigma1(uint32_t x) {
    return rotate_right(x, 6) ^ rotate_right(x, 11) ^ rotate_right(x, 25);
}

static uint32_t small_sigma0(uint32_t x) {
    return rotate_right(x, 7) ^ rotate_right(x, 18) ^ x >> 3;
}

static uint32_t small_sigma1(uint32_t x) {
    return rotate_right(x, 17) ^ rotate_right(x, 19) ^ x >> 10;
}

static uint32_t choose(uint32_t e, uint32_t f, uint32_t g) {
    return g ^ (e & (f ^ g));
}

/* The two terms have no bit in common: the sum has no carries. */
static uint32_t majority(uint32_t a, uint32_t b, uint32_t c) {
    return (a & b) + (c & (a ^ b));
}

/* Word i of the first sixteen of the message schedule: the message's. */
static uint32_t given(const uint32_t w[16], uint32_t i) {
    return w[i];
}

/*
 * Word t of those after them, with i = t mod 16. The last sixteen are all that the next one needs,
 * so that word t takes the place of word t - 16. Inlined even at -Os: i is constant then, and the
 * call would cost more than the work.
 */
static inline __attribute__((always_inline)) uint32_t made(uint32_t w[16], uint32_t i) {
    w[i] += small_sigma1(w[(i + 14) % 16]) + w[(i + 9) % 16] + small_sigma0(w[(i + 1) % 16]);
    return w[i];
}

/* One round; the caller renames the variables instead of moving their values. */
#define ROUND(a, b, c, d, e, f, g, h, constant, word)                                              \
    do {                                                                                           \
        h += big_sigma1(e) + choose(e, f, g) + (constant) + (word);                                \
        d += h;                                                                                    \
        h += big_sigma0(a) + majority(a, b, c);                                                    \
    } while (0)

/* Rounds t + i and on; i is 0 or 8, and WORD gives the words. */
#define EIGHT_ROUNDS(WORD, t, i)                                                                   \
    do {                                                                                           \
        ROUND(a, b, c, d, e, f, g, h, k[(t) + (i)], WORD(w, (i)));                                 \
        ROUND(h, a, b, c, d, e, f, g, k[(t) + (i) + 1], WORD(w, (i) + 1));                         \
        ROUND(g, h, a, b, c, d, e, f, k[(t) + (i) + 2], WORD(w, (i) + 2));                         \
        ROUND(f, g, h, a, b, c, d, e, k[(t) + (i) + 3], WORD(w, (i) + 3));                         \
        ROUND(e, f, g, h, a, b, c, d, k[(t) + (i) + 4], WORD(w, (i) + 4));                         \
        ROUND(d, e, f, g, h, a, b, c, k[(t) + (i) + 5], WORD(w, (i) + 5));                         \
        ROUND(c, d, e, f, g, h, a, b, k[(t) + (i) + 6], WORD(w, (i) + 6));                         \
        ROUND(b, c, d, e, f, g, h, a, k[(t) + (i) + 7], WORD(w, (i) + 7));                         \
    } while (0)

/*
 * A loop over the later rounds, not all of them in a row: in a JVM, where this is
 * one method, HotSpot compiles none of more than 8000 bytes.
 */
static void compress(uint32_t state[8], uint32_t w[16]) {
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
    EIGHT_ROUNDS(given, 0u, 0u);
    EIGHT_ROUNDS(given, 0u, 8u);
    for (uint32_t t = 16; t < 64; t += 16) {
        EIGHT_ROUNDS(made, t, 0u);
        EIGHT_ROUNDS(made, t, 8u);
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
}

void sha256_blocks(uint32_t state[8], const void *data, uint32_t n) {
    const uint8_t *bytes = data;
    uint32_t w[16];
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t t = 0; t < 16; t++) {
            w[t] = load_be32(&bytes[i * SHA256_BLOCK_SIZE + 4 * t]);
        }
        compress(state, w);
    }
    wipe(w, sizeof w);
}

#endif
