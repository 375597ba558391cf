#pragma GCC optimize("O3")

#include "crc32c.h"

#include "bytes.h"

#define POLYNOMIAL 0x82F63B78u /* 1EDC6F41, bits reflected */

static uint32_t table[8][256];

void crc32c_start(void) {
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t crc = i;
        for (int bit = 0; bit < 8; bit++) {
            crc = crc >> 1 ^ ((crc & 1) != 0 ? POLYNOMIAL : 0);
        }
        table[0][i] = crc;
    }
    for (uint32_t i = 0; i < 256; i++) {
        for (int k = 1; k < 8; k++) {
            table[k][i] = table[k - 1][i] >> 8 ^ table[0][table[k - 1][i] & 0xFF];
        }
    }
}

uint32_t crc32c(const uint8_t *data, uint32_t size) {
    uint32_t crc = 0xFFFFFFFFu;
    uint32_t i = 0;
    for (; size - i >= 8; i += 8) {
        uint32_t a = crc ^ load_word(&data[i]);
        uint32_t b = load_word(&data[i + 4]);
        crc = table[7][a & 0xFF] ^ table[6][a >> 8 & 0xFF] ^ table[5][a >> 16 & 0xFF] ^
              table[4][a >> 24] ^ table[3][b & 0xFF] ^ table[2][b >> 8 & 0xFF] ^
              table[1][b >> 16 & 0xFF] ^ table[0][b >> 24];
    }
    for (; i < size; i++) {
        crc = table[0][(crc ^ data[i]) & 0xFF] ^ crc >> 8;
    }
    return ~crc;
}
