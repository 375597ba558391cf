/*
 * HMAC, with each hash in turn: RFC 2202 and RFC 4231, and every length, alignment and
 * split.
 */
#include <string.h>

#include "algorithm.h"
#include "harness.h"
#include "hmac.h"
#include "reference.h"

#define MESSAGE_MAX 300

/* What all tests are run for. */
static uint32_t algorithm;
static const struct hash *hash;

static void hmac(uint8_t *mac, const uint8_t *key, uint32_t key_size, const uint8_t *data,
                 uint32_t size) {
    uint32_t inner[HASH_WORDS_MAX];
    uint32_t outer[HASH_WORDS_MAX];
    struct hmac h;
    uint8_t hashed[HASH_SIZE_MAX];

    if (key_size > hash->block_size) { /* as the host does */
        key_size = reference_hash(algorithm, hashed, key, key_size);
        key = hashed;
    }
    hmac_midstates(hash, inner, outer, key, key_size);
    hmac_start(&h, hash, inner, outer);
    hmac_update(&h, data, size);
    CHECK(hmac_finish(&h, mac) == hash->size);
}

/* The MAC is the reference's, byte by byte. */
static void expect_hmac(const uint8_t *key, uint32_t key_size, const uint8_t *data, uint32_t size) {
    uint8_t mac[HASH_SIZE_MAX];
    uint8_t expected[HASH_SIZE_MAX];

    hmac(mac, key, key_size, data, size);
    CHECK(reference_hmac(algorithm, expected, key, key_size, data, size) == hash->size);
    CHECK(memcmp(mac, expected, hash->size) == 0);
}

/* A key or data given by a byte is that byte repeated; the MAC is in hexadecimal. */
struct rfc_case {
    const char *key;
    uint32_t key_size;
    const char *data;
    uint32_t data_size;
    const char *mac;
};

#define CASES        7
#define RFC_KEY_MAX  131
#define RFC_DATA_MAX 152

#define COUNTED                                                                                    \
    "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17" \
    "\x18\x19"
#define HASH_KEY_FIRST  "Test Using Larger Than Block-Size Key - Hash Key First"
#define LARGE_DATA_2202 "Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data"
#define LARGE_DATA_4231                                                                            \
    "This is a test using a larger than block-size key and a larger than block-size data. The "    \
    "key needs to be hashed before being used by the HMAC algorithm."

/*
 * RFC 2202 section 3 and RFC 4231 section 4, whose case 5 gives the first 16 bytes of
 * the MAC only.
 */
static const struct rfc_case rfc_cases[ALGORITHMS_END][CASES] = {
    [ALGORITHM_HMAC_SHA1] =
        {
            {"\x0b", 20, "Hi There", 8, "b617318655057264e28bc0b6fb378c8ef146be00"},
            {"Jefe", 4, "what do ya want for nothing?", 28,
             "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"},
            {"\xaa", 20, "\xdd", 50, "125d7342b9ac11cd91a39af48aa17b4f63f175d3"},
            {COUNTED, 25, "\xcd", 50, "4c9007f4026250c6bc8414f9bf50c86c2d7235da"},
            {"\x0c", 20, "Test With Truncation", 20, "4c1a03424b55e07fe7f27be1d58bb9324a9a5a04"},
            {"\xaa", 80, HASH_KEY_FIRST, 54, "aa4ae5e15272d00e95705637ce8a3b55ed402112"},
            {"\xaa", 80, LARGE_DATA_2202, 73, "e8e99d0f45237d786d6bbaa7965c7808bbff1a91"},
        },
    [ALGORITHM_HMAC_SHA256] =
        {
            {"\x0b", 20, "Hi There", 8,
             "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
            {"Jefe", 4, "what do ya want for nothing?", 28,
             "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
            {"\xaa", 20, "\xdd", 50,
             "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
            {COUNTED, 25, "\xcd", 50,
             "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"},
            {"\x0c", 20, "Test With Truncation", 20, "a3b6167473100ee06e0c796c2955552b"},
            {"\xaa", 131, HASH_KEY_FIRST, 54,
             "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
            {"\xaa", 131, LARGE_DATA_4231, 152,
             "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"},
        },
};

static void expand(uint8_t *out, const char *bytes, uint32_t size) {
    bool repeated = strlen(bytes) == 1;

    for (uint32_t i = 0; i < size; i++) {
        out[i] = (uint8_t)bytes[repeated ? 0 : i];
    }
}

static void rfc_examples(void) {
    for (uint32_t i = 0; i < CASES; i++) {
        const struct rfc_case *c = &rfc_cases[algorithm][i];
        uint8_t key[RFC_KEY_MAX];
        uint8_t data[RFC_DATA_MAX];
        uint8_t mac[HASH_SIZE_MAX];
        expand(key, c->key, c->key_size);
        expand(data, c->data, c->data_size);
        hmac(mac, key, c->key_size, data, c->data_size);
        CHECK(strlen(c->mac) == 2 * hash->size || strlen(c->mac) == 2 * 16);
        CHECK(begins_with_hex(mac, c->mac));
        expect_hmac(key, c->key_size, data, c->data_size);
    }
}

static void every_key_size(void) {
    uint8_t key[HASH_BLOCK_MAX];

    random_fill(key, sizeof key);
    for (uint32_t size = 1; size <= hash->block_size; size++) {
        expect_hmac(key, size, key, size);
    }
}

static void every_size_and_alignment(void) {
    uint32_t space[(MESSAGE_MAX + 4) / 4];
    uint8_t *bytes = (uint8_t *)space;

    for (uint32_t size = 0; size < MESSAGE_MAX; size++) {
        for (uint32_t at = 0; at < 4; at++) {
            random_fill(&bytes[at], size);
            expect_hmac((const uint8_t *)"key", 3, &bytes[at], size);
        }
    }
}

static void every_split_of_three_blocks(void) {
    uint8_t message[3 * HASH_BLOCK_MAX];
    uint8_t expected[HASH_SIZE_MAX];
    uint32_t inner[HASH_WORDS_MAX];
    uint32_t outer[HASH_WORDS_MAX];

    random_fill(message, sizeof message);
    hmac_midstates(hash, inner, outer, (const uint8_t *)"key", 3);
    (void)reference_hmac(algorithm, expected, (const uint8_t *)"key", 3, message, sizeof message);
    for (uint32_t a = 0; a <= sizeof message; a += 1 + random_below(3)) {
        for (uint32_t b = a; b <= sizeof message; b += 1 + random_below(3)) {
            struct hmac h;
            uint8_t mac[HASH_SIZE_MAX];
            hmac_start(&h, hash, inner, outer);
            hmac_update(&h, message, a);
            hmac_update(&h, &message[a], b - a);
            hmac_update(&h, &message[b], (uint32_t)sizeof message - b);
            CHECK(hmac_finish(&h, mac) == hash->size);
            CHECK(memcmp(mac, expected, hash->size) == 0);
        }
    }
}

/* No byte behind the MAC is touched, and words that the hash has not stay 0. */
static void sizes_are_those_of_the_hash(void) {
    uint32_t inner[HASH_WORDS_MAX];
    uint32_t outer[HASH_WORDS_MAX];
    uint8_t mac[HASH_SIZE_MAX + 1];

    memset(mac, 0xA5, sizeof mac);
    hmac(mac, (const uint8_t *)"key", 3, mac, 1);
    for (uint32_t i = hash->size; i < sizeof mac; i++) {
        CHECK(mac[i] == 0xA5);
    }
    hmac_midstates(hash, inner, outer, (const uint8_t *)"key", 3);
    for (uint32_t i = 0; i < HASH_WORDS_MAX; i++) {
        CHECK((inner[i] != 0) == (i < hash->size / 4) && (outer[i] != 0) == (i < hash->size / 4));
    }
}

static void finish_leaves_nothing(void) {
    static const struct hmac zeros;
    uint32_t state[HASH_WORDS_MAX] = {1, 2, 3, 4, 5, 6, 7, 8};
    struct hmac h;
    uint8_t mac[HASH_SIZE_MAX];

    hmac_start(&h, hash, state, state);
    hmac_update(&h, (const uint8_t *)"message", 7);
    CHECK(hmac_finish(&h, mac) == hash->size);
    CHECK(memcmp(&h, &zeros, sizeof h) == 0);
}

/* FIPS 180: a million times the letter a. */
static void a_million_letters(void) {
    static const uint32_t expected[ALGORITHMS_END][HASH_WORDS_MAX] = {
        [ALGORITHM_HMAC_SHA1] = {0x34AA973C, 0xD4C4DAA4, 0xF61EEB2B, 0xDBAD2731, 0x6534016F},
        [ALGORITHM_HMAC_SHA256] = {0xCDC76E5C, 0x9914FB92, 0x81A1C7E2, 0x84D73E67, 0xF1809A48,
                                   0xA497200E, 0x046D39CC, 0xC7112CD0},
    };
    uint32_t state[HASH_WORDS_MAX];
    uint8_t blocks[25 * 64];
    uint8_t last[64] = {0x80};

    memcpy(state, hash->initial, sizeof state);
    memset(blocks, 'a', sizeof blocks);
    for (uint32_t i = 0; i < 1000000 / sizeof blocks; i++) {
        hash->blocks(state, blocks, 25);
    }
    last[61] = 8000000 >> 16 & 0xFF;
    last[62] = 8000000 >> 8 & 0xFF;
    last[63] = 8000000 & 0xFF;
    hash->blocks(state, last, 1);
    CHECK(memcmp(state, expected[algorithm], sizeof state) == 0);
}

static int run_for(uint32_t of, const char *suite) {
    static const struct test tests[] = {
        TEST(rfc_examples),
        TEST(every_key_size),
        TEST(every_size_and_alignment),
        TEST(every_split_of_three_blocks),
        TEST(sizes_are_those_of_the_hash),
        TEST(finish_leaves_nothing),
        TEST(a_million_letters),
    };
    algorithm = of;
    hash = algorithm_hash(of);
    return RUN_TESTS(suite, tests);
}

int main(void) {
    int failed = run_for(ALGORITHM_HMAC_SHA1, "hmac-sha1");

    failed |= run_for(ALGORITHM_HMAC_SHA256, "hmac-sha256");
    return failed;
}
