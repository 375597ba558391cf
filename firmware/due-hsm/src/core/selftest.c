#include "selftest.h"

#include <stdint.h>
#include <string.h>

#include "board.h"
#include "crc32c.h"
#include "hmac_sha1.h"

bool selftest_passed;

/* FIPS 180-4: the 448-bit example, two padded blocks in one call. */
static bool sha1_right(void) {
    static const char message[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    static const uint32_t expected[5] = {0x84983E44u, 0x1C3BD26Eu, 0xBAAE4AA1u, 0xF95129E5u,
                                         0xE54670F1u};
    uint32_t state[5] = {SHA1_INITIAL_STATE};
    uint8_t blocks[2 * SHA1_BLOCK_SIZE] = {[56] = 0x80, [126] = 448 >> 8, [127] = 448 & 0xFF};

    memcpy(blocks, message, 56);
    sha1_blocks(state, blocks, 2);
    return memcmp(state, expected, sizeof state) == 0;
}

struct hmac_example {
    const uint8_t *key;
    uint32_t key_size;
    const char *message;
    uint32_t size;
    uint8_t mac[HMAC_SHA1_SIZE];
};

/* RFC 2202 case 7 has a key longer than a block, which the host hashes: this is its hash. */
static const uint8_t long_key_hash[20] = {0x4c, 0xa0, 0xef, 0x38, 0xf1, 0x79, 0x4b,
                                          0x28, 0xa8, 0xf8, 0xee, 0x11, 0x0e, 0xe7,
                                          0x9d, 0x48, 0xce, 0x13, 0xbe, 0x25};

/* RFC 2202, cases 2 and 7; the second message is longer than a block. */
static const struct hmac_example hmac_examples[] = {
    {(const uint8_t *)"Jefe", 4, "what do ya want for nothing?", 28, {0xef, 0xfc, 0xdf, 0x6a,
                                                                      0xe5, 0xeb, 0x2f, 0xa2,
                                                                      0xd2, 0x74, 0x16, 0xd5,
                                                                      0xf1, 0x84, 0xdf, 0x9c,
                                                                      0x25, 0x9a, 0x7c, 0x79}},
    {long_key_hash,
     sizeof long_key_hash,
     "Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data",
     73,
     {0xe8, 0xe9, 0x9d, 0x0f, 0x45, 0x23, 0x7d, 0x78, 0x6d, 0x6b,
      0xba, 0xa7, 0x96, 0x5c, 0x78, 0x08, 0xbb, 0xff, 0x1a, 0x91}},
};

/* In two parts, of which the first is size / 8 bytes. */
static bool hmac_right(const struct hmac_example *e) {
    const uint8_t *message = (const uint8_t *)e->message;
    uint32_t inner[5];
    uint32_t outer[5];
    uint8_t mac[HMAC_SHA1_SIZE];
    struct hmac_sha1 h;

    hmac_sha1_midstates(inner, outer, e->key, e->key_size);
    hmac_sha1_start(&h, inner, outer);
    hmac_sha1_update(&h, message, e->size / 8);
    hmac_sha1_update(&h, &message[e->size / 8], e->size - e->size / 8);
    hmac_sha1_finish(&h, mac);
    return memcmp(mac, e->mac, sizeof mac) == 0;
}

void selftest_run(void) {
    selftest_passed = sha1_right() && hmac_right(&hmac_examples[0]) &&
                      hmac_right(&hmac_examples[1]) && crc32c_right();
}

void selftest_fail(void) {
    selftest_passed = false;
    board_show(BOARD_SELF_TEST_FAILED);
}
