#include "known_answers.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "algorithm.h"
#include "aws_signature.h"
#include "bytes.h"
#include "crc32c.h"
#include "hmac.h"

struct example {
    enum algorithm algorithm;
    uint32_t key_size;
    const uint8_t *key;
    const char *message;
    uint8_t mac[HASH_SIZE_MAX];
};

/* The long keys of the RFCs, longer than a block, as the host hashes them. */
static const uint8_t long_key_sha1[20] = {0x4c, 0xa0, 0xef, 0x38, 0xf1, 0x79, 0x4b,
                                          0x28, 0xa8, 0xf8, 0xee, 0x11, 0x0e, 0xe7,
                                          0x9d, 0x48, 0xce, 0x13, 0xbe, 0x25};

static const uint8_t long_key_sha256[32] = {
    0x45, 0xad, 0x4b, 0x37, 0xc6, 0xe2, 0xfc, 0x0a, 0x2c, 0xfc, 0xc1, 0xb5, 0xda, 0x52, 0x41, 0x32,
    0xec, 0x70, 0x76, 0x15, 0xc2, 0xca, 0xe1, 0xdb, 0xbc, 0x43, 0xc9, 0x7a, 0xa5, 0x21, 0xdb, 0x81};

static const struct example examples[] = {
    /* RFC 2202, cases 2 and 7; the second message is longer than a block. */
    {ALGORITHM_HMAC_SHA1,
     4,
     (const uint8_t *)"Jefe",
     "what do ya want for nothing?",
     {0xef, 0xfc, 0xdf, 0x6a, 0xe5, 0xeb, 0x2f, 0xa2, 0xd2, 0x74,
      0x16, 0xd5, 0xf1, 0x84, 0xdf, 0x9c, 0x25, 0x9a, 0x7c, 0x79}},
    {ALGORITHM_HMAC_SHA1,
     sizeof long_key_sha1,
     long_key_sha1,
     "Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data",
     {0xe8, 0xe9, 0x9d, 0x0f, 0x45, 0x23, 0x7d, 0x78, 0x6d, 0x6b,
      0xba, 0xa7, 0x96, 0x5c, 0x78, 0x08, 0xbb, 0xff, 0x1a, 0x91}},
    /* RFC 4231, cases 2 and 7. */
    {ALGORITHM_HMAC_SHA256,
     4,
     (const uint8_t *)"Jefe",
     "what do ya want for nothing?",
     {0x5b, 0xdc, 0xc1, 0x46, 0xbf, 0x60, 0x75, 0x4e, 0x6a, 0x04, 0x24,
      0x26, 0x08, 0x95, 0x75, 0xc7, 0x5a, 0x00, 0x3f, 0x08, 0x9d, 0x27,
      0x39, 0x83, 0x9d, 0xec, 0x58, 0xb9, 0x64, 0xec, 0x38, 0x43}},
    {ALGORITHM_HMAC_SHA256,
     sizeof long_key_sha256,
     long_key_sha256,
     "This is a test using a larger than block-size key and a larger than block-size data. The key "
     "needs to be hashed before being used by the HMAC algorithm.",
     {0x9b, 0x09, 0xff, 0xa7, 0x1b, 0x94, 0x2f, 0xcb, 0x27, 0x63, 0x5f,
      0xbc, 0xd5, 0xb0, 0xe9, 0x44, 0xbf, 0xdc, 0x63, 0x64, 0x4f, 0x07,
      0x13, 0x93, 0x8a, 0x7f, 0x51, 0x53, 0x5c, 0x3a, 0x35, 0xe2}},
    /* AWS IAM User Guide, "Create a signed AWS API request": list the users. */
    {ALGORITHM_AWS4_HMAC_SHA256,
     44,
     (const uint8_t *)"AWS4wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
     "AWS4-HMAC-SHA256\n"
     "20150830T123600Z\n"
     "20150830/us-east-1/iam/aws4_request\n"
     "f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59",
     {0x5d, 0x67, 0x2d, 0x79, 0xc1, 0x5b, 0x13, 0x16, 0x2d, 0x92, 0x79,
      0xb0, 0x85, 0x5c, 0xfb, 0xa6, 0x78, 0x9a, 0x8e, 0xdb, 0x4c, 0x82,
      0xc4, 0x00, 0xe0, 0x6b, 0x59, 0x24, 0xa6, 0xf2, 0xb5, 0xd7}},
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

/* Under the key, or for a signature under the one that the message asks for. */
static bool start(struct hmac *h, const struct key *key, const uint8_t *message, uint32_t size) {
    const struct hash *hash = algorithm_hash(key->algorithm);

    if (hash == NULL) {
        return aws_signature_start(h, key, message, size) == STATUS_OK;
    }
    hmac_start(h, hash, key->inner, key->outer);
    return true;
}

/* In two parts, of which the first is an eighth. The key is public, but is wiped like any. */
static bool example_right(const struct example *e) {
    const uint8_t *message = (const uint8_t *)e->message;
    uint32_t size = (uint32_t)strlen(e->message);
    uint8_t mac[HASH_SIZE_MAX];
    struct hmac h;
    struct key key;

    memset(&key, 0, sizeof key);
    algorithm_set_key(&key, (uint8_t)e->algorithm, e->key, e->key_size);
    if (!start(&h, &key, message, size)) {
        return false;
    }
    hmac_update(&h, message, size / 8);
    hmac_update(&h, &message[size / 8], size - size / 8);
    uint32_t mac_size = hmac_finish(&h, mac);
    aws_signature_forget(&key);
    wipe(&key, sizeof key);
    return memcmp(mac, e->mac, mac_size) == 0;
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
    return tried && hash_right(algorithm_key_hash(algorithm));
}

bool known_answers_right(void) {
    for (uint32_t algorithm = 0; algorithm < ALGORITHMS_END; algorithm++) {
        if (algorithm_key_hash(algorithm) != NULL && !algorithm_right(algorithm)) {
            return false;
        }
    }
    return crc32c_right();
}
