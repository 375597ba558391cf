#include "known_answers.h"

#include <stdint.h>
#include <string.h>

#include "algorithm.h"
#include "crc32c.h"
#include "hmac.h"

struct example {
    enum algorithm algorithm;
    uint32_t key_size;
    const uint8_t *key;
    const char *message;
    uint8_t mac[HASH_SIZE_MAX];
};

/* RFC 2202 case 7 has a key longer than a block, which the host hashes: this is its hash. */
static const uint8_t long_key_hash[20] = {0x4c, 0xa0, 0xef, 0x38, 0xf1, 0x79, 0x4b,
                                          0x28, 0xa8, 0xf8, 0xee, 0x11, 0x0e, 0xe7,
                                          0x9d, 0x48, 0xce, 0x13, 0xbe, 0x25};

static const struct example examples[] = {
    /* RFC 2202, cases 2 and 7; the second message is longer than a block. */
    {ALGORITHM_HMAC_SHA1,
     4,
     (const uint8_t *)"Jefe",
     "what do ya want for nothing?",
     {0xef, 0xfc, 0xdf, 0x6a, 0xe5, 0xeb, 0x2f, 0xa2, 0xd2, 0x74,
      0x16, 0xd5, 0xf1, 0x84, 0xdf, 0x9c, 0x25, 0x9a, 0x7c, 0x79}},
    {ALGORITHM_HMAC_SHA1,
     sizeof long_key_hash,
     long_key_hash,
     "Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data",
     {0xe8, 0xe9, 0x9d, 0x0f, 0x45, 0x23, 0x7d, 0x78, 0x6d, 0x6b,
      0xba, 0xa7, 0x96, 0x5c, 0x78, 0x08, 0xbb, 0xff, 0x1a, 0x91}},
};

/* FIPS 180's example of 448 bits, two padded blocks in one call. */
static bool hash_right(const struct hash *hash) {
    static const char message[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    uint32_t state[HASH_WORDS_MAX];
    uint8_t blocks[2 * HASH_BLOCK_MAX] = {[56] = 0x80};
    uint32_t size = 2 * hash->block_size;

    memcpy(blocks, message, 56);
    blocks[size - 2] = 448 >> 8;
    blocks[size - 1] = 448 & 0xFF;
    memcpy(state, hash->initial, sizeof state);
    hash->blocks(state, blocks, 2);
    return memcmp(state, hash->example, sizeof state) == 0;
}

/* In two parts, of which the first is an eighth. */
static bool example_right(const struct example *e) {
    const struct hash *hash = algorithm_hash(e->algorithm);
    const uint8_t *message = (const uint8_t *)e->message;
    uint32_t size = (uint32_t)strlen(e->message);
    uint32_t inner[HASH_WORDS_MAX];
    uint32_t outer[HASH_WORDS_MAX];
    uint8_t mac[HASH_SIZE_MAX];
    struct hmac h;

    hmac_midstates(hash, inner, outer, e->key, e->key_size);
    hmac_start(&h, hash, inner, outer);
    hmac_update(&h, message, size / 8);
    hmac_update(&h, &message[size / 8], size - size / 8);
    return memcmp(mac, e->mac, hmac_finish(&h, mac)) == 0;
}

static bool algorithm_right(uint32_t algorithm) {
    bool tried = false;

    for (uint32_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        if (examples[i].algorithm == algorithm) {
            tried = true;
            if (!example_right(&examples[i])) {
                return false;
            }
        }
    }
    return tried && hash_right(algorithm_hash(algorithm));
}

bool known_answers_right(void) {
    for (uint32_t algorithm = 0; algorithm < ALGORITHMS_END; algorithm++) {
        if (algorithm_hash(algorithm) != NULL && !algorithm_right(algorithm)) {
            return false;
        }
    }
    return crc32c_right();
}
