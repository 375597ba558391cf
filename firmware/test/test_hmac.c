/* HMAC-SHA1 and the SHA-1 below it: RFC 2202, and every length, alignment and split. */
#include <string.h>

#include "harness.h"
#include "hmac.h"
#include "reference.h"
#include "sha1.h"

#define MESSAGE_MAX 300

static void hmac(uint8_t mac[20], const uint8_t *key, uint32_t key_size, const uint8_t *data,
                 uint32_t size) {
    uint32_t inner[HASH_WORDS_MAX];
    uint32_t outer[HASH_WORDS_MAX];
    struct hmac h;
    uint8_t hashed[20];

    if (key_size > SHA1_BLOCK_SIZE) { /* as the host does */
        reference_sha1(hashed, key, key_size);
        key = hashed;
        key_size = sizeof hashed;
    }
    hmac_midstates(&sha1, inner, outer, key, key_size);
    hmac_start(&h, &sha1, inner, outer);
    hmac_update(&h, data, size);
    CHECK(hmac_finish(&h, mac) == 20);
}

/* RFC 2202 section 3; a key or data given by a byte is that byte repeated. */
struct rfc_case {
    const char *key;
    uint32_t key_size;
    const char *data;
    uint32_t data_size;
    uint8_t mac[20];
};

static const struct rfc_case rfc_2202[] = {
    {"\x0b", 20, "Hi There", 8, {0xb6, 0x17, 0x31, 0x86, 0x55, 0x05, 0x72, 0x64, 0xe2, 0x8b,
                                 0xc0, 0xb6, 0xfb, 0x37, 0x8c, 0x8e, 0xf1, 0x46, 0xbe, 0x00}},
    {"Jefe", 4, "what do ya want for nothing?", 28, {0xef, 0xfc, 0xdf, 0x6a, 0xe5, 0xeb, 0x2f,
                                                     0xa2, 0xd2, 0x74, 0x16, 0xd5, 0xf1, 0x84,
                                                     0xdf, 0x9c, 0x25, 0x9a, 0x7c, 0x79}},
    {"\xaa", 20, "\xdd", 50, {0x12, 0x5d, 0x73, 0x42, 0xb9, 0xac, 0x11, 0xcd, 0x91, 0xa3,
                              0x9a, 0xf4, 0x8a, 0xa1, 0x7b, 0x4f, 0x63, 0xf1, 0x75, 0xd3}},
    {"\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17"
     "\x18\x19",
     25,
     "\xcd",
     50,
     {0x4c, 0x90, 0x07, 0xf4, 0x02, 0x62, 0x50, 0xc6, 0xbc, 0x84,
      0x14, 0xf9, 0xbf, 0x50, 0xc8, 0x6c, 0x2d, 0x72, 0x35, 0xda}},
    {"\x0c", 20, "Test With Truncation", 20, {0x4c, 0x1a, 0x03, 0x42, 0x4b, 0x55, 0xe0,
                                              0x7f, 0xe7, 0xf2, 0x7b, 0xe1, 0xd5, 0x8b,
                                              0xb9, 0x32, 0x4a, 0x9a, 0x5a, 0x04}},
    {"\xaa",
     80,
     "Test Using Larger Than Block-Size Key - Hash Key First",
     54,
     {0xaa, 0x4a, 0xe5, 0xe1, 0x52, 0x72, 0xd0, 0x0e, 0x95, 0x70,
      0x56, 0x37, 0xce, 0x8a, 0x3b, 0x55, 0xed, 0x40, 0x21, 0x12}},
    {"\xaa",
     80,
     "Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data",
     73,
     {0xe8, 0xe9, 0x9d, 0x0f, 0x45, 0x23, 0x7d, 0x78, 0x6d, 0x6b,
      0xba, 0xa7, 0x96, 0x5c, 0x78, 0x08, 0xbb, 0xff, 0x1a, 0x91}},
};

static void expand(uint8_t out[80], const char *bytes, uint32_t size) {
    bool repeated = strlen(bytes) == 1;

    for (uint32_t i = 0; i < size; i++) {
        out[i] = (uint8_t)bytes[repeated ? 0 : i];
    }
}

static void rfc_2202_cases(void) {
    for (uint32_t i = 0; i < sizeof rfc_2202 / sizeof rfc_2202[0]; i++) {
        const struct rfc_case *c = &rfc_2202[i];
        uint8_t key[80];
        uint8_t data[80];
        uint8_t mac[20];
        expand(key, c->key, c->key_size);
        expand(data, c->data, c->data_size);
        hmac(mac, key, c->key_size, data, c->data_size);
        CHECK(memcmp(mac, c->mac, sizeof mac) == 0);
        reference_hmac(mac, key, c->key_size, data, c->data_size);
        CHECK(memcmp(mac, c->mac, sizeof mac) == 0);
    }
}

static void every_key_size(void) {
    uint8_t key[SHA1_BLOCK_SIZE];
    uint8_t mac[20];
    uint8_t expected[20];

    random_fill(key, sizeof key);
    for (uint32_t size = 1; size <= sizeof key; size++) {
        hmac(mac, key, size, key, size);
        reference_hmac(expected, key, size, key, size);
        CHECK(memcmp(mac, expected, sizeof mac) == 0);
    }
}

static void every_size_and_alignment(void) {
    uint32_t space[(MESSAGE_MAX + 4) / 4];
    uint8_t *bytes = (uint8_t *)space;

    for (uint32_t size = 0; size < MESSAGE_MAX; size++) {
        uint8_t *message = &bytes[size % 4];
        uint8_t mac[20];
        uint8_t expected[20];
        random_fill(message, size);
        reference_hmac(expected, (const uint8_t *)"key", 3, message, size);
        for (uint32_t at = 0; at < 4; at++) {
            memmove(&bytes[at], message, size);
            message = &bytes[at];
            hmac(mac, (const uint8_t *)"key", 3, message, size);
            CHECK(memcmp(mac, expected, sizeof mac) == 0);
        }
    }
}

static void every_split_of_three_blocks(void) {
    uint8_t message[192];
    uint8_t expected[20];
    uint32_t inner[HASH_WORDS_MAX];
    uint32_t outer[HASH_WORDS_MAX];

    random_fill(message, sizeof message);
    hmac_midstates(&sha1, inner, outer, (const uint8_t *)"key", 3);
    reference_hmac(expected, (const uint8_t *)"key", 3, message, sizeof message);
    for (uint32_t a = 0; a <= sizeof message; a += 1 + random_below(3)) {
        for (uint32_t b = a; b <= sizeof message; b += 1 + random_below(3)) {
            struct hmac h;
            uint8_t mac[20];
            hmac_start(&h, &sha1, inner, outer);
            hmac_update(&h, message, a);
            hmac_update(&h, &message[a], b - a);
            hmac_update(&h, &message[b], (uint32_t)sizeof message - b);
            CHECK(hmac_finish(&h, mac) == sizeof mac);
            CHECK(memcmp(mac, expected, sizeof mac) == 0);
        }
    }
}

static void finish_leaves_nothing(void) {
    static const struct hmac zeros;
    uint32_t state[HASH_WORDS_MAX] = {1, 2, 3, 4, 5};
    struct hmac h;
    uint8_t mac[20];

    hmac_start(&h, &sha1, state, state);
    hmac_update(&h, (const uint8_t *)"message", 7);
    CHECK(hmac_finish(&h, mac) == sizeof mac);
    CHECK(memcmp(&h, &zeros, sizeof h) == 0);
}

/* FIPS 180: a million times the letter a. */
static void a_million_letters(void) {
    static const uint32_t expected[5] = {0x34AA973C, 0xD4C4DAA4, 0xF61EEB2B, 0xDBAD2731,
                                         0x6534016F};
    uint32_t state[5] = {SHA1_INITIAL_STATE};
    uint8_t blocks[25 * SHA1_BLOCK_SIZE];
    uint8_t last[SHA1_BLOCK_SIZE] = {0x80, [61] = 0x7A, [62] = 0x12};

    memset(blocks, 'a', sizeof blocks);
    for (uint32_t i = 0; i < 1000000 / sizeof blocks; i++) {
        sha1_blocks(state, blocks, 25);
    }
    last[61] = 8000000 >> 16 & 0xFF;
    last[62] = 8000000 >> 8 & 0xFF;
    last[63] = 8000000 & 0xFF;
    sha1_blocks(state, last, 1);
    CHECK(memcmp(state, expected, sizeof state) == 0);
}

int main(void) {
    static const struct test tests[] = {
        TEST(rfc_2202_cases),           TEST(every_key_size),
        TEST(every_size_and_alignment), TEST(every_split_of_three_blocks),
        TEST(finish_leaves_nothing),    TEST(a_million_letters),
    };
    return RUN_TESTS("hmac", tests);
}
