#include "reference.h"

#include <stdbool.h>
#include <string.h>

#define BLOCK 64 /* bytes */

/* Whether x to the power n, n below 4, is at most p times 2^(32 n); x has 35 bits. */
static bool power_at_most(uint64_t x, uint32_t n, uint32_t p) {
    uint32_t product[5] = {1}; /* the lowest 32 bits first */
    uint32_t bound[5] = {0};
    uint32_t i = 4;

    for (uint32_t factor = 0; factor < n; factor++) {
        uint64_t high = 0; /* of product times the upper half of x, one word down */
        uint64_t low = 0;
        for (uint32_t at = 0; at < 5; at++) {
            uint64_t word = product[at];
            low = (low >> 32) + (uint32_t)x * word + (uint32_t)high;
            product[at] = (uint32_t)low;
            high = (high >> 32) + (x >> 32) * word;
        }
    }
    bound[n] = p;
    while (i > 0 && product[i] == bound[i]) {
        i--;
    }
    return product[i] <= bound[i];
}

/* The first 32 bits of the fraction of the n-th root of p. */
static uint32_t root_fraction(uint32_t n, uint32_t p) {
    uint64_t root = 0;

    for (uint64_t bit = (uint64_t)1 << 34; bit != 0; bit >>= 1) {
        root |= power_at_most(root | bit, n, p) ? bit : 0;
    }
    return (uint32_t)root;
}

/* The first count primes' roots, as FIPS 180-4 has them in SHA-256. */
static void roots_of_primes(uint32_t *out, uint32_t count, uint32_t n) {
    uint32_t found = 0;

    for (uint32_t p = 2; found < count; p++) {
        uint32_t divisor = 2;
        while (p % divisor != 0) {
            divisor++;
        }
        if (divisor == p) {
            out[found++] = root_fraction(n, p);
        }
    }
}

static uint32_t rotate(uint32_t x, uint32_t n) {
    return x << n | x >> (32 - n);
}

static uint32_t ch(uint32_t x, uint32_t y, uint32_t z) {
    return (x & y) ^ (~x & z);
}

static uint32_t maj(uint32_t x, uint32_t y, uint32_t z) {
    return (x & y) ^ (x & z) ^ (y & z);
}

static uint32_t word(const uint8_t block[BLOCK], uint32_t t) {
    const uint8_t *p = &block[4 * t];

    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static void sha1_initial(uint32_t h[8]) {
    static const uint32_t initial[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};

    memcpy(h, initial, sizeof initial);
}

static void sha1_block(uint32_t h[8], const uint8_t block[BLOCK]) {
    uint32_t w[80];
    uint32_t v[5];

    for (uint32_t t = 0; t < 80; t++) {
        w[t] = t < 16 ? word(block, t) : rotate(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
    }
    memcpy(v, h, sizeof v);
    for (uint32_t t = 0; t < 80; t++) {
        uint32_t parity = v[1] ^ v[2] ^ v[3];
        uint32_t f = t < 20              ? ch(v[1], v[2], v[3])
                     : t >= 40 && t < 60 ? maj(v[1], v[2], v[3])
                                         : parity;
        uint32_t k = t < 20 ? 0x5A827999 : t < 40 ? 0x6ED9EBA1 : t < 60 ? 0x8F1BBCDC : 0xCA62C1D6;
        uint32_t next = rotate(v[0], 5) + f + v[4] + k + w[t];
        memmove(&v[1], &v[0], 4 * sizeof v[0]);
        v[2] = rotate(v[2], 30);
        v[0] = next;
    }
    for (uint32_t i = 0; i < 5; i++) {
        h[i] += v[i];
    }
}

static void sha256_initial(uint32_t h[8]) {
    roots_of_primes(h, 8, 2);
}

/* The rotations to the left of FIPS 180-4's to the right. */
static void sha256_block(uint32_t h[8], const uint8_t block[BLOCK]) {
    static uint32_t k[64];
    uint32_t w[64];
    uint32_t v[8];

    if (k[0] == 0) {
        roots_of_primes(k, 64, 3);
    }
    for (uint32_t t = 0; t < 64; t++) {
        if (t < 16) {
            w[t] = word(block, t);
            continue;
        }
        uint32_t x = w[t - 15];
        uint32_t y = w[t - 2];
        uint32_t sigma0 = rotate(x, 25) ^ rotate(x, 14) ^ x >> 3;
        uint32_t sigma1 = rotate(y, 15) ^ rotate(y, 13) ^ y >> 10;
        w[t] = sigma1 + w[t - 7] + sigma0 + w[t - 16];
    }
    memcpy(v, h, sizeof v);
    for (uint32_t t = 0; t < 64; t++) {
        uint32_t sum0 = rotate(v[0], 30) ^ rotate(v[0], 19) ^ rotate(v[0], 10);
        uint32_t sum1 = rotate(v[4], 26) ^ rotate(v[4], 21) ^ rotate(v[4], 7);
        uint32_t t1 = v[7] + sum1 + ch(v[4], v[5], v[6]) + k[t] + w[t];
        uint32_t t2 = sum0 + maj(v[0], v[1], v[2]);
        memmove(&v[1], &v[0], 7 * sizeof v[0]);
        v[4] += t1;
        v[0] = t1 + t2;
    }
    for (uint32_t i = 0; i < 8; i++) {
        h[i] += v[i];
    }
}

/* By the number of the algorithm. */
static const struct {
    void (*initial)(uint32_t h[8]);
    void (*block)(uint32_t h[8], const uint8_t block[BLOCK]);
    uint32_t size;
} hashes[] = {
    [1] = {sha1_initial, sha1_block, 20},
    [2] = {sha256_initial, sha256_block, 32},
};

uint32_t reference_hash(uint32_t algorithm, uint8_t *digest, const uint8_t *data, uint32_t size) {
    uint32_t h[8];
    uint32_t padded = (size + 9 + BLOCK - 1) / BLOCK * BLOCK;

    hashes[algorithm].initial(h);
    for (uint32_t at = 0; at < padded; at += BLOCK) {
        uint8_t block[BLOCK];
        for (uint32_t i = 0; i < BLOCK; i++) {
            uint32_t place = at + i;
            uint32_t shift = 8 * (padded - 1 - place) % 64;
            uint64_t length = (uint64_t)size * 8 >> shift;
            uint32_t padding = place == size ? 0x80 : padded - place > 8 ? 0 : (uint8_t)length;
            block[i] = place < size ? data[place] : (uint8_t)padding;
        }
        hashes[algorithm].block(h, block);
    }
    for (uint32_t i = 0; i < hashes[algorithm].size; i++) {
        digest[i] = (uint8_t)(h[i / 4] >> (24 - 8 * (i % 4)));
    }
    return hashes[algorithm].size;
}

uint32_t reference_hmac(uint32_t algorithm, uint8_t *mac, const uint8_t *key, uint32_t key_size,
                        const uint8_t *data, uint32_t size) {
    static uint8_t message[BLOCK + REFERENCE_HMAC_MAX];
    uint8_t k[BLOCK] = {0};
    uint8_t outer[BLOCK + REFERENCE_MAC_MAX];

    if (key_size > BLOCK) {
        (void)reference_hash(algorithm, k, key, key_size);
    } else {
        memcpy(k, key, key_size);
    }
    for (uint32_t i = 0; i < BLOCK; i++) {
        message[i] = k[i] ^ 0x36;
        outer[i] = k[i] ^ 0x5C;
    }
    if (size != 0) {
        memcpy(&message[BLOCK], data, size);
    }
    uint32_t inner_size = reference_hash(algorithm, &outer[BLOCK], message, BLOCK + size);
    return reference_hash(algorithm, mac, outer, BLOCK + inner_size);
}

uint32_t reference_crc32c(const uint8_t *data, uint32_t size) {
    uint32_t crc = 0xFFFFFFFF;

    for (uint32_t i = 0; i < 8 * size; i++) {
        bool bit = ((crc ^ (uint32_t)data[i / 8] >> i % 8) & 1) != 0;
        crc = crc >> 1 ^ (bit ? 0x82F63B78 : 0);
    }
    return ~crc;
}

/* Runs without a zero, each with what follows it, of the packet with a zero appended. */
uint32_t reference_cobs_encode(uint8_t *frame, const uint8_t *packet, uint32_t size) {
    uint32_t out = 0;
    uint32_t at = 0;

    while (at <= size) {
        uint32_t run = 0;
        while (run < 254 && at + run < size && packet[at + run] != 0) {
            run++;
        }
        frame[out++] = (uint8_t)(run + 1);
        memcpy(&frame[out], &packet[at], run);
        out += run;
        at += run;
        if (run < 254 || at == size) {
            at++;
        }
    }
    return out;
}

int32_t reference_cobs_decode(uint8_t *packet, const uint8_t *frame, uint32_t size) {
    uint32_t out = 0;
    uint32_t at = 0;

    while (at < size) {
        uint32_t code = frame[at++];
        if (code == 0 || code - 1 > size - at) {
            return -1;
        }
        memcpy(&packet[out], &frame[at], code - 1);
        out += code - 1;
        at += code - 1;
        if (code < 255 && at < size) {
            packet[out++] = 0;
        }
    }
    return (int32_t)out;
}
