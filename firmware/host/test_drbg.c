/*
 * The DRBG against known answers: its own, NIST's, and others that were computed
 * with the hmac module of Python.
 */
#include <string.h>

#include "drbg.h"
#include "expect.h"

/* Bytes first, first + 1, ... */
static void count_up(uint8_t *out, uint32_t size, uint8_t first) {
    for (uint32_t i = 0; i < size; i++) {
        out[i] = (uint8_t)(first + i);
    }
}

/* Seeds longer than a block, outputs that are no multiple of 20, a reseed before each. */
static void test_reseeded_for_each_request(void) {
    static const uint8_t expected_50[50] = {
        0xaf, 0x28, 0xba, 0xbc, 0x69, 0x06, 0x6e, 0xf1, 0x86, 0x77, 0x26, 0xa9, 0xaa,
        0x9e, 0xc7, 0x70, 0x2c, 0x9f, 0x99, 0xf6, 0x17, 0xac, 0x2a, 0x9c, 0xf2, 0xe5,
        0x21, 0x4e, 0x08, 0xb5, 0x4d, 0x3f, 0x92, 0x19, 0xfc, 0x45, 0x2c, 0xf4, 0x84,
        0x99, 0x37, 0x03, 0xc5, 0x93, 0x46, 0x22, 0x3a, 0x0f, 0x75, 0x3e};
    static const uint8_t expected_33[33] = {0x7a, 0x8b, 0x36, 0x3e, 0x14, 0x1f, 0xbc, 0x0a, 0x3f,
                                            0xbb, 0xdf, 0x0c, 0x6a, 0x00, 0x3b, 0xb1, 0x48, 0x68,
                                            0x31, 0x91, 0xa0, 0xb8, 0xb7, 0xfa, 0xb4, 0xe8, 0x3e,
                                            0x0f, 0x12, 0xc0, 0x4a, 0x4f, 0xf1};
    struct drbg d;
    uint8_t seed[64];
    uint8_t out[50];

    count_up(seed, 56, 0x00);
    drbg_instantiate(&d, seed, 56);
    count_up(seed, 64, 0x80);
    drbg_reseed(&d, seed, 64);
    drbg_generate(&d, out, 50);
    EXPECT(memcmp(out, expected_50, 50) == 0);
    count_up(seed, 64, 0xC0);
    drbg_reseed(&d, seed, 64);
    drbg_generate(&d, out, 33);
    EXPECT(memcmp(out, expected_33, 33) == 0);
    EXPECT(memcmp(&out[33], &expected_50[33], 17) == 0);
}

int main(void) {
    EXPECT(drbg_right());
    test_reseeded_for_each_request();
    printf("drbg: known answers\n");
    return 0;
}
