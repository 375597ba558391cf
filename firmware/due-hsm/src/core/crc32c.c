#pragma GCC optimize("O3")

#include "crc32c.h"

#include "bytes.h"

#define POLYNOMIAL 0x82F63B78u /* 1EDC6F41, bits reflected */

/* Table k advances what a byte has left in the CRC by k more bytes. */
static uint32_t table[4][256];

void crc32c_start(void) {
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t crc = i;
        for (int bit = 0; bit < 8; bit++) {
            crc = crc >> 1 ^ ((crc & 1) != 0 ? POLYNOMIAL : 0);
        }
        table[0][i] = crc;
    }
    for (uint32_t k = 1; k < 4; k++) {
        for (uint32_t i = 0; i < 256; i++) {
            uint32_t crc = table[k - 1][i];
            table[k][i] = crc >> 8 ^ table[0][crc & 0xFF];
        }
    }
}

/* The entry of a table at an offset in bytes. */
static inline uint32_t entry(const uint32_t t[256], uint32_t offset) {
    return *(const uint32_t *)(const void *)((const uint8_t *)t + offset);
}

/*
 * Takes in four bytes. offsets is 3FC, which the compiler must not know: a mask
 * in a register makes shift and mask one instruction. All offsets come before all
 * loads, since loads in a row take a cycle each.
 */
static inline uint32_t advance(uint32_t crc, uint32_t word, uint32_t offsets) {
    uint32_t x = crc ^ word;
    uint32_t a = x << 2 & offsets;
    uint32_t b = x >> 6 & offsets;
    uint32_t c = x >> 14 & offsets;
    uint32_t d = x >> 22 & offsets;

    __asm__("" : "+r"(a), "+r"(b), "+r"(c), "+r"(d));
    a = entry(table[3], a);
    b = entry(table[2], b);
    c = entry(table[1], c);
    d = entry(table[0], d);
    __asm__("" : "+r"(a), "+r"(b), "+r"(c), "+r"(d));
    return a ^ b ^ c ^ d;
}

uint32_t crc32c(const uint8_t *data, uint32_t size) {
    uint32_t crc = 0xFFFFFFFFu;
    uint32_t i = 0;
    uint32_t offsets = 0x3FC; /* of the entries of a table */

    __asm__("" : "+r"(offsets));
    for (; size - i >= 32; i += 32) {
        for (uint32_t k = 0; k < 32; k += 4) {
            crc = advance(crc, load_word(&data[i + k]), offsets);
        }
    }
    for (; size - i >= 4; i += 4) {
        crc = advance(crc, load_word(&data[i]), offsets);
    }
    for (; i < size; i++) {
        crc = table[0][(crc ^ data[i]) & 0xFF] ^ crc >> 8;
    }
    return ~crc;
}
