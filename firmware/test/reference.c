#include "reference.h"

#include <stdbool.h>
#include <string.h>

static uint32_t rotate(uint32_t x, uint32_t n) {
    return x << n | x >> (32 - n);
}

static void sha1_block(uint32_t h[5], const uint8_t block[64]) {
    uint32_t w[80];
    uint32_t v[5];

    for (uint32_t t = 0; t < 80; t++) {
        const uint8_t *p = &block[4 * (t % 16)];
        w[t] = t < 16 ? (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3]
                      : rotate(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
    }
    memcpy(v, h, sizeof v);
    for (uint32_t t = 0; t < 80; t++) {
        uint32_t ch = (v[1] & v[2]) ^ (~v[1] & v[3]);
        uint32_t parity = v[1] ^ v[2] ^ v[3];
        uint32_t maj = (v[1] & v[2]) ^ (v[1] & v[3]) ^ (v[2] & v[3]);
        uint32_t f = t < 20 ? ch : t >= 40 && t < 60 ? maj : parity;
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

void reference_sha1(uint8_t digest[20], const uint8_t *data, uint32_t size) {
    uint32_t h[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
    uint32_t padded = (size + 9 + 63) / 64 * 64;

    for (uint32_t at = 0; at < padded; at += 64) {
        uint8_t block[64];
        for (uint32_t i = 0; i < 64; i++) {
            uint32_t place = at + i;
            uint32_t shift = 8 * (padded - 1 - place) % 64;
            uint64_t length = (uint64_t)size * 8 >> shift;
            uint32_t padding = place == size ? 0x80 : padded - place > 8 ? 0 : (uint8_t)length;
            block[i] = place < size ? data[place] : (uint8_t)padding;
        }
        sha1_block(h, block);
    }
    for (uint32_t i = 0; i < 20; i++) {
        digest[i] = (uint8_t)(h[i / 4] >> (24 - 8 * (i % 4)));
    }
}

void reference_hmac(uint8_t mac[20], const uint8_t *key, uint32_t key_size, const uint8_t *data,
                    uint32_t size) {
    static uint8_t message[64 + REFERENCE_HMAC_MAX];
    uint8_t k[64] = {0};
    uint8_t outer[64 + 20];

    if (key_size > 64) {
        reference_sha1(k, key, key_size);
    } else {
        memcpy(k, key, key_size);
    }
    for (uint32_t i = 0; i < 64; i++) {
        message[i] = k[i] ^ 0x36;
        outer[i] = k[i] ^ 0x5C;
    }
    if (size != 0) {
        memcpy(&message[64], data, size);
    }
    reference_sha1(&outer[64], message, 64 + size);
    reference_sha1(mac, outer, sizeof outer);
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
