/*
 * EXTENDED's set limits (PROTOCOL.md section 4): the key is the same before and after it, signs
 * what its limits allow by then, and a refusal changes nothing.
 */
#include <string.h>

#include "algorithm.h"
#include "client.h"
#include "counters.h"
#include "fake_board.h"
#include "harness.h"
#include "key_limits.h"
#include "key_verbs.h"
#include "keystore.h"
#include "logins.h"
#include "reference.h"

#define KEY        "a key of HMAC"
#define MAC        VERB_MAC
#define FIRST      REQUEST_FLAG_FIRST
#define LAST       REQUEST_FLAG_LAST
#define MAC_WHOLE  (MAC | FIRST | LAST)
#define FOR_RESETS "\1\6reset:"
#define SHORT      "\2\4\10\0\0\0"
#define S3_IN_EU   "\3\11eu-west-1\4\2s3"

static uint8_t payload[REQUEST_PAYLOAD_MAX];

static void start(uint8_t algorithm) {
    client_new_device();
    client.algorithm = algorithm;
    client_import("a", KEY, sizeof KEY - 1);
    client_import("ab", KEY, sizeof KEY - 1);
}

static uint8_t set(const char *id, const void *limits, uint32_t size) {
    return client_status(VERB_EXTENDED, 0, payload, put_set_limits(payload, id, limits, size));
}

#define SET(id, limits)        set(id, limits, sizeof(limits) - 1)
#define LIMITS_ARE(id, limits) client_limits_are(id, limits, sizeof(limits) - 1)

static struct message mac(const char *id, const char *text) {
    uint32_t at = put_key_field(payload, id);
    uint32_t size = (uint32_t)strlen(text);

    memcpy(&payload[at], text, size);
    return client_call(MAC_WHOLE, 0xFFFF, payload, at + size);
}

static bool signs(const char *id, const char *text) {
    struct message reply = mac(id, text);
    uint8_t expected[REFERENCE_MAC_MAX];
    uint32_t size = reference_hmac(client.algorithm, expected, (const uint8_t *)KEY, sizeof KEY - 1,
                                   (const uint8_t *)text, (uint32_t)strlen(text));

    CHECK(reply.code == STATUS_OK || (reply.code == STATUS_LIMITED && reply.size == 0));
    CHECK(reply.code != STATUS_OK || memcmp(reply.payload, expected, size) == 0);
    return reply.code == STATUS_OK;
}

static uint32_t generation(void) {
    return load_le32(client_call(VERB_LIST, 0, "\0\0\0", 3).payload);
}

static void key_stays_what_it_was(void) {
    for (uint8_t algorithm = ALGORITHM_HMAC_SHA1; algorithm <= ALGORITHM_HMAC_SHA256; algorithm++) {
        start(algorithm);
        struct message found = client_call(VERB_FIND, 0, payload, put_id(payload, "a"));
        struct key before = *keystore_at(0);
        CHECK(SET("a", FOR_RESETS SHORT) == STATUS_OK);
        for (uint32_t starts = 0; starts < 2; starts++) {
            CHECK(LIMITS_ARE("a", FOR_RESETS SHORT) && LIMITS_ARE("ab", ""));
            CHECK(signs("a", "reset:") && signs("a", "reset:12"));
            CHECK(!signs("a", "reset:123") && !signs("a", "other:12") && !signs("a", "reset"));
            CHECK(signs("ab", "other:123"));
            client_restart_device();
        }
        CHECK(SET("a", SHORT) == STATUS_OK);
        CHECK(LIMITS_ARE("a", SHORT) && signs("a", "other") && !signs("a", "reset:123"));
        CHECK(SET("a", "") == STATUS_OK);
        CHECK(LIMITS_ARE("a", "") && signs("a", "other:123") && keystore_count() == 2);
        CHECK(memcmp(keystore_find((const uint8_t *)"a", 1), &before, sizeof before) == 0);
        struct message again = client_call(VERB_FIND, 0, payload, put_id(payload, "a"));
        CHECK(again.size == found.size && memcmp(again.payload, found.payload, found.size) == 0);
    }
}

static void limits_of_aws4(void) {
    start(ALGORITHM_AWS4_HMAC_SHA256);
    CHECK(SET("a", S3_IN_EU) == STATUS_OK && LIMITS_ARE("a", S3_IN_EU));
    CHECK(SET("a", FOR_RESETS) == STATUS_UNSUPPORTED && SET("a", SHORT) == STATUS_UNSUPPORTED);
    CHECK(SET("a", FOR_RESETS S3_IN_EU) == STATUS_UNSUPPORTED);
    CHECK(LIMITS_ARE("a", S3_IN_EU));
    client_restart_device();
    CHECK(LIMITS_ARE("a", S3_IN_EU) && SET("a", "") == STATUS_OK && LIMITS_ARE("a", ""));
}

/* As at a replacement: nothing is signed that the new limits, or the old ones, forbid. */
static void streams_of_the_key_are_closed(void) {
    start(ALGORITHM_HMAC_SHA256);
    for (uint32_t round = 0; round < 4; round++) {
        uint32_t size = put_key_field(payload, "a");
        client_request(MAC | FIRST, 1, payload, size);
        size = put_key_field(payload, "ab");
        client_request(MAC | FIRST, 2, payload, size);
        client_expect_silence();
        CHECK((round % 2 == 0 ? SET("a", SHORT) : SET("a", "")) == STATUS_OK);
        CHECK(client_status(MAC | LAST, 1, "x", 1) == STATUS_NO_STREAM);
        CHECK(client_call(MAC | LAST, 2, "x", 1).code == STATUS_OK);
    }
}

struct refusal {
    enum status status;
    uint32_t size;
    const char *limits;
};

#define REFUSED(status, text) ((struct refusal){status, sizeof(text) - 1, text})

static const struct refusal refusals[] = {
    REFUSED(STATUS_MALFORMED, "\1"),          REFUSED(STATUS_MALFORMED, "\1\0"),
    REFUSED(STATUS_MALFORMED, "\1\2p"),       REFUSED(STATUS_MALFORMED, "\1\1pq"),
    REFUSED(STATUS_MALFORMED, "\1\1p\1\1p"),  REFUSED(STATUS_MALFORMED, "\2\4\0\0\0\0\1\1p"),
    REFUSED(STATUS_MALFORMED, "\2\3\0\0\0"),  REFUSED(STATUS_MALFORMED, "\3\2a,"),
    REFUSED(STATUS_UNSUPPORTED, S3_IN_EU),    REFUSED(STATUS_UNSUPPORTED, "\1\1p\3\1a"),
    REFUSED(STATUS_UNSUPPORTED, "\1\1p\5\0"), REFUSED(STATUS_UNSUPPORTED, "\0\0"),
};

static void refusals_change_nothing(void) {
    start(ALGORITHM_HMAC_SHA1);
    CHECK(SET("a", FOR_RESETS) == STATUS_OK);
    uint32_t before = generation();
    uint32_t written = counters[COUNTER_PAGES_WRITTEN];
    uint32_t size = put_key_field(payload, "ab");
    client_request(MAC | FIRST, 2, payload, size);
    for (uint32_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        const struct refusal *r = &refusals[i];
        CHECK(set("a", r->limits, r->size) == r->status);
        CHECK(set("none", r->limits, r->size) ==
              (r->status == STATUS_MALFORMED ? STATUS_MALFORMED : STATUS_UNKNOWN_KEY));
    }
    CHECK(SET("none", FOR_RESETS) == STATUS_UNKNOWN_KEY && SET("none", "") == STATUS_UNKNOWN_KEY);
    CHECK(SET("", FOR_RESETS) == STATUS_BAD_KEY_ID && SET("a\n", "") == STATUS_BAD_KEY_ID);
    CHECK(generation() == before && counters[COUNTER_PAGES_WRITTEN] == written);
    CHECK(LIMITS_ARE("a", FOR_RESETS) && !signs("a", "other"));
    CHECK(client_call(MAC | LAST, 2, "x", 1).code == STATUS_OK); /* still open */
    CHECK(SET("a", "") == STATUS_OK && generation() == before + 1);
}

static void payload_is_exact(void) {
    start(ALGORITHM_HMAC_SHA1);
    uint32_t whole = put_set_limits(payload, "a", FOR_RESETS, sizeof FOR_RESETS - 1);
    for (uint32_t size = 0; size < whole; size++) {
        CHECK(client_status(VERB_EXTENDED, 0, payload, size) == STATUS_MALFORMED);
    }
    payload[whole] = 0;
    CHECK(client_status(VERB_EXTENDED, 0, payload, whole + 1) == STATUS_MALFORMED);
    CHECK(client_status(VERB_EXTENDED, 1, payload, whole) == STATUS_MALFORMED); /* aux */
    CHECK(client_status(VERB_EXTENDED | FIRST, 0, payload, whole) == STATUS_MALFORMED);
    CHECK(client_status(VERB_EXTENDED | LAST, 0, payload, whole) == STATUS_MALFORMED);
    CHECK(LIMITS_ARE("a", ""));
    CHECK(client_status(VERB_EXTENDED, 0, payload,
                        put_set_limits(payload, "a", FOR_RESETS, sizeof FOR_RESETS - 1)) ==
          STATUS_OK);
}

/* Each share of the page's bytes, and one byte more. */
static void id_and_limits_have_128_bytes(void) {
    uint8_t limits[KEY_ID_MAX + 1];
    char id[KEY_ID_MAX + 1] = {0};

    start(ALGORITHM_HMAC_SHA256);
    for (uint32_t id_size = 1; id_size <= KEY_ID_MAX; id_size++) {
        uint32_t room = KEY_ID_MAX - id_size;
        id[id_size - 1] = 'i';
        client_import(id, KEY, sizeof KEY - 1);
        for (uint32_t size = room < 3 ? 3 : room; size <= (room < 3 ? 3 : room + 1); size++) {
            memset(limits, 'p', sizeof limits);
            limits[0] = LIMIT_PREFIX;
            limits[1] = (uint8_t)(size - 2);
            CHECK(set(id, limits, size) == (size <= room ? STATUS_OK : STATUS_LIMITS_TOO_LONG));
        }
        CHECK(room < 3 ? client_limits_are(id, "", 0) : keystore_at(2)->limits_size == room);
        CHECK(client_status(VERB_DELETE, 0, payload, put_id(payload, id)) == STATUS_OK);
    }
    limits[1] = 253;
    uint32_t size = put_id(&payload[1], "a");
    payload[0] = EXTENDED_SET_LIMITS;
    memset(&payload[1 + size], 'p', 256);
    payload[1 + size] = 255;
    payload[2 + size] = LIMIT_PREFIX;
    payload[3 + size] = 253;
    CHECK(client_status(VERB_EXTENDED, 0, payload, size + 257) == STATUS_LIMITS_TOO_LONG);
}

/* Whoever seals a device that is open to all has its keys as they are for good. */
static void sealed_device_refuses(void) {
    start(ALGORITHM_HMAC_SHA256);
    CHECK(SET("a", FOR_RESETS) == STATUS_OK);
    fake_board.sealed = true;
    CHECK(SET("a", "") == STATUS_SEALED && SET("a", FOR_RESETS SHORT) == STATUS_SEALED);
    CHECK(SET("a", FOR_RESETS) == STATUS_SEALED && SET("ab", SHORT) == STATUS_SEALED);
    CHECK(SET("none", SHORT) == STATUS_UNKNOWN_KEY && SET("a", S3_IN_EU) == STATUS_UNSUPPORTED);
    CHECK(SET("a", "\1\0") == STATUS_MALFORMED);
    CHECK(LIMITS_ARE("a", FOR_RESETS) && LIMITS_ARE("ab", ""));
}

/* As the verb is executed for a manager, whatever the way is that leads to it. */
static enum status execute(const char *id, const void *limits, uint32_t size) {
    struct request request = {.code = VERB_EXTENDED, .payload = payload};
    struct reply reply = {0};

    request.size = put_set_limits(payload, id, limits, size);
    return keys_set_limits(&request, &reply);
}

#define EXECUTE(id, limits) execute(id, limits, sizeof(limits) - 1)

static bool has_limits(const char *id, const void *limits, uint32_t size) {
    const struct key *key = keystore_find((const uint8_t *)id, (uint32_t)strlen(id));

    return key->limits_size == size && memcmp(key_limits(key), limits, size) == 0;
}

#define HAS_LIMITS(id, limits) has_limits(id, limits, sizeof(limits) - 1)

/* A manager can still take a key back from who signs with it, and never give it more. */
static void sealed_and_closed_device_takes_tighter_limits(void) {
    struct login manager = {.name = "m", .name_size = 1, .role = ROLE_MANAGER};

    start(ALGORITHM_HMAC_SHA256);
    CHECK(SET("a", FOR_RESETS) == STATUS_OK);
    CHECK(logins_add(&manager) == STATUS_OK && logins_closed());
    CHECK(EXECUTE("a", "\1\6reset:\2\4\20\0\0\0") == STATUS_OK);
    fake_board.sealed = true;
    uint32_t written = counters[COUNTER_PAGES_WRITTEN];
    CHECK(EXECUTE("a", "") == STATUS_SEALED && EXECUTE("a", FOR_RESETS) == STATUS_SEALED);
    CHECK(EXECUTE("a", SHORT) == STATUS_SEALED && EXECUTE("a", "\1\5reset" SHORT) == STATUS_SEALED);
    CHECK(EXECUTE("a", "\1\7resets:" SHORT) == STATUS_SEALED);
    CHECK(EXECUTE("a", FOR_RESETS "\2\4\21\0\0\0") == STATUS_SEALED);
    CHECK(EXECUTE("a", FOR_RESETS S3_IN_EU) == STATUS_UNSUPPORTED);
    CHECK(EXECUTE("none", FOR_RESETS) == STATUS_UNKNOWN_KEY);
    CHECK(counters[COUNTER_PAGES_WRITTEN] == written);
    CHECK(EXECUTE("a", "\1\7reset:a" SHORT) == STATUS_OK);
    CHECK(EXECUTE("a", "\1\7reset:a" SHORT) == STATUS_OK); /* the same */
    CHECK(EXECUTE("a", FOR_RESETS SHORT) == STATUS_SEALED);
    CHECK(EXECUTE("ab", SHORT) == STATUS_OK && EXECUTE("ab", "") == STATUS_SEALED);
    for (uint32_t starts = 0; starts < 2; starts++) {
        CHECK(HAS_LIMITS("a", "\1\7reset:a" SHORT) && HAS_LIMITS("ab", SHORT));
        client_restart_device();
    }
    fake_board.sealed = false;
    CHECK(EXECUTE("a", "") == STATUS_OK && HAS_LIMITS("a", ""));
}

static void flash_that_fails(void) {
    start(ALGORITHM_HMAC_SHA256);
    CHECK(SET("a", FOR_RESETS) == STATUS_OK);
    uint32_t size = put_key_field(payload, "a");
    memcpy(&payload[size], "reset:1", 7);
    client_request(MAC | FIRST, 1, payload, size + 7);
    fake_board.flash_broken = true;
    CHECK(SET("a", "") == STATUS_STORE_FAILED);
    CHECK(LIMITS_ARE("a", FOR_RESETS) && !signs("a", "other") && signs("a", "reset:1"));
    CHECK(client_call(MAC | LAST, 1, NULL, 0).code == STATUS_OK); /* still open */
    fake_board.flash_broken = false;
    client_restart_device();
    CHECK(LIMITS_ARE("a", FOR_RESETS) && keystore_count() == 2);
}

/* The key is in flash once, whatever limits it has had. */
static void old_page_is_wiped(void) {
    uint32_t inner[HASH_WORDS_MAX];

    start(ALGORITHM_HMAC_SHA256);
    memcpy(inner, keystore_at(0)->inner, sizeof inner);
    client_status(VERB_DELETE, 0, payload, put_id(payload, "ab"));
    for (uint32_t round = 0; round < 3; round++) {
        CHECK((round == 1 ? SET("a", "") : SET("a", FOR_RESETS)) == STATUS_OK);
        uint32_t found = 0;
        for (uint32_t page = 0; page < FAKE_FLASH_PAGES; page++) {
            for (uint32_t at = 0; at + sizeof inner <= BOARD_FLASH_PAGE_SIZE; at += 4) {
                found += memcmp(&fake_board.flash[page][at], inner, sizeof inner) == 0;
            }
        }
        CHECK(found == 1);
    }
}

int main(void) {
    static const struct test tests[] = {
        TEST(key_stays_what_it_was),
        TEST(limits_of_aws4),
        TEST(streams_of_the_key_are_closed),
        TEST(refusals_change_nothing),
        TEST(payload_is_exact),
        TEST(id_and_limits_have_128_bytes),
        TEST(sealed_device_refuses),
        TEST(sealed_and_closed_device_takes_tighter_limits),
        TEST(flash_that_fails),
        TEST(old_page_is_wiped),
    };
    return RUN_TESTS("set_limits", tests);
}
