/*
 * Stores that firmware wrote before it knew a second algorithm, and before it knew limits
 * (old_store.h), are read as they are, and take keys of what is new beside their own.
 */
#include <string.h>

#include "algorithm.h"
#include "client.h"
#include "due_hsm.h"
#include "fake_board.h"
#include "harness.h"
#include "key_index.h"
#include "key_limits.h"
#include "keystore.h"
#include "old_store.h"
#include "reference.h"

#define NEW_KEY "sixteen byte key"
#define LIMITS  "\3\1r\4\2s3"

static enum old_store store;
static const struct old_key *keys; /* of that store */
static uint8_t payload[REQUEST_PAYLOAD_MAX];
static char id[KEY_ID_MAX + 1];

/* An id as old_store.h has them. */
static const char *letters(uint32_t size) {
    memset(id, 0, sizeof id);
    memset(id, 'a', size);
    return id;
}

static void start(void) {
    fake_board_new();
    for (uint32_t page = 0; page < FAKE_FLASH_PAGES; page++) {
        old_store_page(store, page, fake_board.flash[page]);
    }
    client_restart_device();
}

static struct message mac(uint8_t algorithm, const char *key) {
    uint32_t at = put_key_field(payload, key);

    payload[0] = algorithm;
    memcpy(&payload[at], OLD_MESSAGE, sizeof OLD_MESSAGE - 1);
    return client_call(VERB_MAC | REQUEST_FLAG_FIRST | REQUEST_FLAG_LAST, 0xFFFF, payload,
                       at + (uint32_t)sizeof OLD_MESSAGE - 1);
}

static void expect_old_mac(const struct old_key *key) {
    struct message reply = mac(key->algorithm, letters(key->id_size));
    uint8_t other =
        key->algorithm == ALGORITHM_HMAC_SHA1 ? ALGORITHM_HMAC_SHA256 : ALGORITHM_HMAC_SHA1;

    CHECK(reply.code == STATUS_OK && reply.size == strlen(key->mac) / 2);
    CHECK(begins_with_hex(reply.payload, key->mac));
    CHECK(mac(other, letters(key->id_size)).code == STATUS_WRONG_ALGORITHM);
}

static void expect_new_mac(const char *key) {
    uint8_t expected[REFERENCE_MAC_MAX];
    struct message reply = mac(ALGORITHM_HMAC_SHA256, key);

    (void)reference_hmac(ALGORITHM_HMAC_SHA256, expected, (const uint8_t *)NEW_KEY, 16,
                         (const uint8_t *)OLD_MESSAGE, sizeof OLD_MESSAGE - 1);
    CHECK(reply.code == STATUS_OK && reply.size == 32);
    CHECK(memcmp(reply.payload, expected, 32) == 0);
}

static uint32_t put_new(uint8_t algorithm, const char *key) {
    uint32_t size = put_import(payload, key, NEW_KEY, 16);

    payload[0] = algorithm;
    return size;
}

static uint8_t import_limited(uint32_t flags, const char *key) {
    uint32_t size = put_new(ALGORITHM_AWS4_HMAC_SHA256, key);

    size += put_limits(&payload[size], LIMITS, sizeof LIMITS - 1);
    return client_status(VERB_IMPORT | REQUEST_FLAG_LIMITS | flags, 0, payload, size);
}

static bool is_limited(const char *key) {
    const struct key *found = keystore_find((const uint8_t *)key, (uint32_t)strlen(key));

    return found != NULL && found->limits_size == sizeof LIMITS - 1 &&
           memcmp(key_limits(found), LIMITS, sizeof LIMITS - 1) == 0;
}

static void every_key_signs_as_before(void) {
    start();
    CHECK(keystore_count() == OLD_KEYS);
    for (uint32_t i = 0; i < OLD_KEYS; i++) {
        expect_old_mac(&keys[i]);
        CHECK(keystore_at(i)->limits_size == 0);
    }
    CHECK(mac(ALGORITHM_HMAC_SHA1, "aaa").code == STATUS_UNKNOWN_KEY); /* deleted before */
}

/* Entry by entry, in the same order. */
static void the_list_is_the_same(void) {
    start();
    for (uint32_t i = 0; i < OLD_KEYS; i++) {
        const struct old_key *key = &keys[i];
        uint32_t piece = key->id_size + 10u < LIST_PIECE_MAX ? key->id_size + 10u : LIST_PIECE_MAX;
        store_le16(payload, (uint16_t)i);
        payload[2] = 0;
        struct message entry = client_call(VERB_LIST, 0, payload, 3);
        CHECK(entry.code == STATUS_OK && entry.size == 7 + piece);
        CHECK(load_le16(&entry.payload[4]) == OLD_KEYS && entry.payload[6] == key->id_size + 10);
        CHECK(entry.payload[7] == key->algorithm && entry.payload[8] == key->flags);
        CHECK(load_le64(&entry.payload[9]) == key->created);
        CHECK(memcmp(&entry.payload[17], letters(key->id_size), piece - 10) == 0);
    }
}

static void a_start_writes_nothing(void) {
    start();
    for (uint32_t page = 0; page < FAKE_FLASH_PAGES; page++) {
        uint8_t before[BOARD_FLASH_PAGE_SIZE];
        old_store_page(store, page, before);
        CHECK(memcmp(fake_board.flash[page], before, sizeof before) == 0);
    }
}

/* On the page behind the last that was written, and the old ones sign on. */
static void takes_a_key_of_the_second_algorithm(void) {
    start();
    CHECK(client_status(VERB_IMPORT, 0, payload, put_new(ALGORITHM_HMAC_SHA256, "new")) ==
          STATUS_OK);
    CHECK(key_index_page(OLD_KEYS) == OLD_PAGES);
    uint32_t size = put_new_key(payload, "made");
    payload[0] = ALGORITHM_HMAC_SHA256;
    CHECK(client_status(VERB_GENERATE, 0, payload, size) == STATUS_OK);
    for (uint32_t starts = 0; starts < 2; starts++) {
        CHECK(keystore_count() == OLD_KEYS + 2);
        expect_new_mac("new");
        CHECK(mac(ALGORITHM_HMAC_SHA256, "made").size == 32);
        for (uint32_t i = 0; i < OLD_KEYS; i++) {
            expect_old_mac(&keys[i]);
        }
        client_restart_device();
    }
}

/* A record of the other format beside the old ones, and in place of each. */
static void takes_keys_with_limits(void) {
    for (uint32_t changed = 0; changed < OLD_KEYS; changed++) {
        uint32_t id_size = keys[changed].id_size;
        bool fits = id_size + sizeof LIMITS - 1 <= KEY_ID_MAX;
        start();
        CHECK(import_limited(0, "new") == STATUS_OK);
        CHECK(import_limited(REQUEST_FLAG_REPLACE, letters(id_size)) ==
              (fits ? STATUS_OK : STATUS_LIMITS_TOO_LONG));
        for (uint32_t starts = 0; starts < 2; starts++) {
            CHECK(keystore_count() == OLD_KEYS + 1);
            CHECK(is_limited("new") && is_limited(letters(id_size)) == fits);
            for (uint32_t i = 0; i < OLD_KEYS; i++) {
                if (i != changed) {
                    expect_old_mac(&keys[i]);
                }
            }
            client_restart_device();
        }
    }
}

/* Each in turn, and the others sign on. */
static void old_keys_can_be_replaced_and_deleted(void) {
    for (uint32_t changed = 0; changed < OLD_KEYS; changed++) {
        uint32_t id_size = keys[changed].id_size;
        start();
        CHECK(client_status(VERB_IMPORT | REQUEST_FLAG_REPLACE, 0, payload,
                            put_new(ALGORITHM_HMAC_SHA256, letters(id_size))) == STATUS_OK);
        client_restart_device();
        expect_new_mac(letters(id_size));
        for (uint32_t i = 0; i < OLD_KEYS; i++) {
            if (i != changed) {
                expect_old_mac(&keys[i]);
            }
        }
        CHECK(client_status(VERB_DELETE, 0, payload, put_id(payload, letters(id_size))) ==
              STATUS_OK);
        client_restart_device();
        CHECK(keystore_count() == OLD_KEYS - 1);
    }
}

static int run_for(enum old_store of, const char *suite) {
    static const struct test tests[] = {
        TEST(every_key_signs_as_before), TEST(the_list_is_the_same),
        TEST(a_start_writes_nothing),    TEST(takes_a_key_of_the_second_algorithm),
        TEST(takes_keys_with_limits),    TEST(old_keys_can_be_replaced_and_deleted),
    };
    store = of;
    keys = old_keys[of];
    return RUN_TESTS(suite, tests);
}

int main(void) {
    int failed = run_for(OLD_BEFORE_SHA256, "old_store-before-sha256");

    failed |= run_for(OLD_BEFORE_LIMITS, "old_store-before-limits");
    return failed;
}
