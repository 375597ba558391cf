#pragma GCC optimize("O3")

#include "sha1.h"

#include "bytes.h"

static uint32_t rotate_left(uint32_t x, uint32_t n) {
    return x << n | x >> (32 - n);
}

static uint32_t load_be32(const uint8_t p[4]) {
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | (uint32_t)p[3];
}

static void expand(uint32_t w[80], const uint8_t block[SHA1_BLOCK_SIZE]) {
    for (uint32_t t = 0; t < 16; t++) {
        w[t] = load_be32(&block[4 * t]);
    }
    for (uint32_t t = 16; t < 80; t++) {
        w[t] = rotate_left(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
    }
}

static uint32_t mix(uint32_t t, uint32_t b, uint32_t c, uint32_t d) {
    if (t < 20) {
        return (d ^ (b & (c ^ d))) + 0x5A827999u;
    }
    if (t < 40) {
        return (b ^ c ^ d) + 0x6ED9EBA1u;
    }
    if (t < 60) {
        return ((b & c) | (d & (b | c))) + 0x8F1BBCDCu;
    }
    return (b ^ c ^ d) + 0xCA62C1D6u;
}

void sha1_blocks(uint32_t state[5], const void *data, uint32_t n) {
    const uint8_t *bytes = data;
    uint32_t w[80];
    for (uint32_t i = 0; i < n; i++) {
        expand(w, &bytes[i * SHA1_BLOCK_SIZE]);
        uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
        for (uint32_t t = 0; t < 80; t++) {
            uint32_t next = rotate_left(a, 5) + mix(t, b, c, d) + e + w[t];
            e = d;
            d = c;
            c = rotate_left(b, 30);
            b = a;
            a = next;
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
    }
    wipe(w, sizeof w);
}
