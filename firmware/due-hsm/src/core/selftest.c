#include "selftest.h"

#include <stdint.h>
#include <string.h>

#include "crc32c.h"
#include "hmac_sha1.h"

static bool passed;

/* FIPS 180-4 example: "abc", one padded block. */
static bool sha1_right(void) {
    static const uint8_t block[SHA1_BLOCK_SIZE] = {'a', 'b', 'c', 0x80, [63] = 24};
    static const uint32_t expected[5] = {0xA9993E36u, 0x4706816Au, 0xBA3E2571u, 0x7850C26Cu,
                                         0x9CD0D89Du};
    uint32_t state[5] = SHA1_INITIAL_STATE;
    sha1_blocks(state, block, 1);
    return memcmp(state, expected, sizeof state) == 0;
}

/* RFC 2202 test case 2, in two parts. */
static bool hmac_right(void) {
    static const uint8_t message[] = "what do ya want for nothing?";
    static const uint8_t expected[HMAC_SHA1_SIZE] = {0xef, 0xfc, 0xdf, 0x6a, 0xe5, 0xeb, 0x2f,
                                                     0xa2, 0xd2, 0x74, 0x16, 0xd5, 0xf1, 0x84,
                                                     0xdf, 0x9c, 0x25, 0x9a, 0x7c, 0x79};
    uint32_t inner[5];
    uint32_t outer[5];
    uint8_t mac[HMAC_SHA1_SIZE];
    struct hmac_sha1 h;
    hmac_sha1_midstates(inner, outer, (const uint8_t *)"Jefe", 4);
    hmac_sha1_start(&h, inner, outer);
    hmac_sha1_update(&h, message, 11);
    hmac_sha1_update(&h, &message[11], sizeof message - 1 - 11);
    hmac_sha1_finish(&h, mac);
    return memcmp(mac, expected, sizeof mac) == 0;
}

static bool crc32c_right(void) {
    return crc32c((const uint8_t *)"123456789", 9) == 0xE3069283u;
}

void selftest_run(void) {
    passed = sha1_right() && hmac_right() && crc32c_right();
}

bool selftest_failed(void) {
    return !passed;
}
