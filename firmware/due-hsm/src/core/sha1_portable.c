#include "sha1.h"

#ifndef SHA1_ASSEMBLY

#include "bytes.h"

static uint32_t rotate_left(uint32_t x, uint32_t n) {
    return x << n | x >> (32 - n);
}

static uint32_t load_be32(const uint8_t p[4]) {
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | (uint32_t)p[3];
}

/*
 * Word t of the message schedule. The last sixteen are all that the next one
 * needs, so that word t takes the place of word t - 16. Inlined even at -Os: t is
 * constant then, and the call would cost more than the work.
 */
static inline __attribute__((always_inline)) uint32_t schedule(uint32_t w[16], uint32_t t) {
    if (t >= 16) {
        uint32_t sum = w[(t - 3) % 16] ^ w[(t - 8) % 16] ^ w[(t - 14) % 16] ^ w[t % 16];
        w[t % 16] = rotate_left(sum, 1);
    }
    return w[t % 16];
}

static inline uint32_t choose(uint32_t b, uint32_t c, uint32_t d) {
    return d ^ (b & (c ^ d));
}

static inline uint32_t parity(uint32_t b, uint32_t c, uint32_t d) {
    return b ^ c ^ d;
}

/* The two terms have no bit in common: the sum has no carries. */
static inline uint32_t majority(uint32_t b, uint32_t c, uint32_t d) {
    return (c & d) + (b & (c ^ d));
}

/* One round; the caller renames the variables instead of moving their values. */
#define ROUND(f, k, a, b, c, d, e, t)                                                              \
    do {                                                                                           \
        e += rotate_left(a, 5) + f(b, c, d) + (k) + schedule(w, t);                                \
        b = rotate_left(b, 30);                                                                    \
    } while (0)

#define FIVE_ROUNDS(f, k, t)                                                                       \
    do {                                                                                           \
        ROUND(f, k, a, b, c, d, e, (t));                                                           \
        ROUND(f, k, e, a, b, c, d, (t) + 1);                                                       \
        ROUND(f, k, d, e, a, b, c, (t) + 2);                                                       \
        ROUND(f, k, c, d, e, a, b, (t) + 3);                                                       \
        ROUND(f, k, b, c, d, e, a, (t) + 4);                                                       \
    } while (0)

#define TWENTY_ROUNDS(f, k, t)                                                                     \
    do {                                                                                           \
        FIVE_ROUNDS(f, k, (t));                                                                    \
        FIVE_ROUNDS(f, k, (t) + 5);                                                                \
        FIVE_ROUNDS(f, k, (t) + 10);                                                               \
        FIVE_ROUNDS(f, k, (t) + 15);                                                               \
    } while (0)

static void compress(uint32_t state[5], uint32_t w[16]) {
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
    TWENTY_ROUNDS(choose, 0x5A827999u, 0u);
    TWENTY_ROUNDS(parity, 0x6ED9EBA1u, 20u);
    TWENTY_ROUNDS(majority, 0x8F1BBCDCu, 40u);
    TWENTY_ROUNDS(parity, 0xCA62C1D6u, 60u);
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
}

void sha1_blocks(uint32_t state[5], const void *data, uint32_t n) {
    const uint8_t *bytes = data;
    uint32_t w[16];
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t t = 0; t < 16; t++) {
            w[t] = load_be32(&bytes[i * SHA1_BLOCK_SIZE + 4 * t]);
        }
        compress(state, w);
    }
    wipe(w, sizeof w);
}

#endif
