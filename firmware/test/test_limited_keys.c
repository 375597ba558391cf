/*
 * IMPORT and GENERATE with the flag LIMITS, and EXTENDED's get limits (PROTOCOL.md section 4):
 * what a device takes, keeps with the key, and tells of it.
 */
#include <string.h>

#include "algorithm.h"
#include "client.h"
#include "due_hsm.h"
#include "fake_board.h"
#include "harness.h"
#include "key_index.h"
#include "keystore.h"
#include "record.h"
#include "selftest.h"

#define KEY    "AWS4recognisable secret"
#define LIMITS "\3\11eu-west-1\4\2s3"

/* What a record says of itself. */
#define FORMAT_1 0x014b4844u
#define FORMAT_2 0x024b4844u

#define IMPORT_LIMITED  (VERB_IMPORT | REQUEST_FLAG_LIMITS)
#define REPLACE_LIMITED (IMPORT_LIMITED | REQUEST_FLAG_REPLACE)
#define MAC_WHOLE       (VERB_MAC | REQUEST_FLAG_FIRST | REQUEST_FLAG_LAST)

static uint8_t payload[REQUEST_PAYLOAD_MAX];

static void start(void) {
    client_new_device();
    client.algorithm = ALGORITHM_AWS4_HMAC_SHA256;
}

static uint8_t status_of(uint32_t code, uint32_t size) {
    return client_status(code, 0, payload, size);
}

static uint32_t put_limited_import(const char *id, const void *limits, uint32_t size) {
    uint32_t at = put_import(payload, id, KEY, sizeof KEY - 1);

    return at + put_limits(&payload[at], limits, size);
}

static uint8_t import_limited(uint32_t code, const char *id, const char *limits, uint32_t size) {
    return status_of(code, put_limited_import(id, limits, size));
}

static uint8_t import_unlimited(uint32_t code, const char *id) {
    return status_of(code, put_import(payload, id, KEY, sizeof KEY - 1));
}

static uint32_t format_of(uint32_t index) {
    return record_at(key_index_page(index))->format;
}

#define LIMITS_ARE(id, limits) client_limits_are(id, limits, sizeof(limits) - 1)

static uint32_t generation(void) {
    struct message list = client_call(VERB_LIST, 0, "\0\0\0", 3);

    CHECK(list.code == STATUS_OK);
    return load_le32(list.payload);
}

static void limits_stay_with_the_key(void) {
    start();
    CHECK(import_limited(IMPORT_LIMITED, "a", LIMITS, sizeof LIMITS - 1) == STATUS_OK);
    CHECK(import_unlimited(VERB_IMPORT, "b") == STATUS_OK);
    CHECK(import_limited(IMPORT_LIMITED, "ab", "\4\6s3,sts", 8) == STATUS_OK);
    for (uint32_t starts = 0; starts < 2; starts++) {
        CHECK(LIMITS_ARE("a", LIMITS) && LIMITS_ARE("b", "") && LIMITS_ARE("ab", "\4\6s3,sts"));
        CHECK(keystore_count() == 3);
        CHECK(format_of(0) == FORMAT_2 && format_of(1) == FORMAT_1 && format_of(2) == FORMAT_2);
        client_restart_device();
    }
    CHECK(status_of(VERB_DELETE, put_id(payload, "a")) == STATUS_OK);
    CHECK(status_of(VERB_EXTENDED, put_get_limits(payload, "a", 0)) == STATUS_UNKNOWN_KEY);
    CHECK(LIMITS_ARE("ab", "\4\6s3,sts"));
}

/* The key that takes the place of another has its own limits, or none; one that does not, no say.
 */
static void limits_are_replaced_with_the_key(void) {
    start();
    CHECK(import_limited(IMPORT_LIMITED, "a", LIMITS, sizeof LIMITS - 1) == STATUS_OK);
    CHECK(import_limited(IMPORT_LIMITED, "a", "\3\1x", 3) == STATUS_EXISTS);
    CHECK(import_unlimited(VERB_IMPORT, "a") == STATUS_EXISTS);
    CHECK(LIMITS_ARE("a", LIMITS));
    CHECK(import_unlimited(VERB_IMPORT | REQUEST_FLAG_REPLACE, "a") == STATUS_OK);
    CHECK(LIMITS_ARE("a", ""));
    client_restart_device();
    CHECK(LIMITS_ARE("a", ""));
    CHECK(import_limited(REPLACE_LIMITED, "a", "\3\1x", 3) == STATUS_OK);
    CHECK(LIMITS_ARE("a", "\3\1x"));
    client_restart_device();
    CHECK(LIMITS_ARE("a", "\3\1x"));
    CHECK(import_limited(REPLACE_LIMITED, "a", LIMITS, sizeof LIMITS - 1) == STATUS_OK);
    CHECK(LIMITS_ARE("a", LIMITS));
    fake_board.flash_broken = true;
    CHECK(import_limited(REPLACE_LIMITED, "a", "\3\1x", 3) == STATUS_STORE_FAILED);
    CHECK(import_unlimited(VERB_IMPORT | REQUEST_FLAG_REPLACE, "a") == STATUS_STORE_FAILED);
    CHECK(LIMITS_ARE("a", LIMITS) && keystore_count() == 1);
}

struct refused_list {
    enum status status;
    bool of_hmac; /* and yet taken for a key of HMAC */
    uint32_t size;
    const char *bytes;
};

#define REFUSED(status, text) ((struct refused_list){status, false, sizeof(text) - 1, text})
#define OF_HMAC(text)         ((struct refused_list){STATUS_UNSUPPORTED, true, sizeof(text) - 1, text})

/* What is a list, and what of it this device has: test_key_limits.c tries them all. */
static const struct refused_list refused[] = {
    REFUSED(STATUS_MALFORMED, ""),
    REFUSED(STATUS_MALFORMED, "\3"),
    REFUSED(STATUS_MALFORMED, "\3\2a"),
    REFUSED(STATUS_MALFORMED, "\3\1ab"),
    REFUSED(STATUS_MALFORMED, "\3\0"),
    REFUSED(STATUS_MALFORMED, "\3\2a,"),
    REFUSED(STATUS_MALFORMED, "\3\3a b"),
    REFUSED(STATUS_MALFORMED, "\3\1a\3\1b"),
    REFUSED(STATUS_MALFORMED, "\4\1a\3\1b"),
    REFUSED(STATUS_MALFORMED, "\1\0"),
    REFUSED(STATUS_MALFORMED, "\2\3\0\0\0"),
    OF_HMAC("\1\1p"),
    OF_HMAC("\2\4\0\1\0\0"),
    OF_HMAC("\1\1p\2\4\0\1\0\0"),
    REFUSED(STATUS_UNSUPPORTED, "\1\1p\5\0"),
    REFUSED(STATUS_UNSUPPORTED, "\1\1p\3\1a"),
    REFUSED(STATUS_UNSUPPORTED, "\3\1a\4\1b\5\0"),
    REFUSED(STATUS_UNSUPPORTED, "\0\0"),
};

static void lists_that_are_refused(void) {
    start();
    CHECK(import_limited(IMPORT_LIMITED, "a", LIMITS, sizeof LIMITS - 1) == STATUS_OK);
    uint32_t before = generation();
    for (uint32_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        const struct refused_list *list = &refused[i];
        CHECK(import_limited(IMPORT_LIMITED, "b", list->bytes, list->size) == list->status);
        CHECK(import_limited(REPLACE_LIMITED, "a", list->bytes, list->size) == list->status);
    }
    CHECK(generation() == before && keystore_count() == 1 && LIMITS_ARE("a", LIMITS));
}

/* Of limits that each algorithm has, and those that it has not; keys for the rest are not made
 * here. */
static void limits_on_keys_of_other_algorithms(void) {
    start();
    for (uint8_t algorithm = 0; algorithm <= ALGORITHMS_END; algorithm++) {
        bool is_aws4 = algorithm == ALGORITHM_AWS4_HMAC_SHA256;
        bool is_hmac = algorithm == ALGORITHM_HMAC_SHA1 || algorithm == ALGORITHM_HMAC_SHA256;
        client.algorithm = algorithm;
        for (uint32_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
            const struct refused_list *list = &refused[i];
            uint32_t at = put_new_key(payload, "b");
            at += put_limits(&payload[at], list->bytes, list->size);
            CHECK(status_of(VERB_GENERATE | REQUEST_FLAG_LIMITS, at) ==
                  (is_hmac && list->of_hmac ? STATUS_OK : list->status));
            CHECK(import_limited(REPLACE_LIMITED, "b", list->bytes, list->size) ==
                  (is_hmac && list->of_hmac ? STATUS_OK : list->status));
            CHECK(status_of(VERB_DELETE, put_id(payload, "b")) ==
                  (is_hmac && list->of_hmac ? STATUS_OK : STATUS_UNKNOWN_KEY));
        }
        uint32_t at = put_new_key(payload, "b");
        at += put_limits(&payload[at], LIMITS, sizeof LIMITS - 1);
        CHECK(status_of(VERB_GENERATE | REQUEST_FLAG_LIMITS, at) == STATUS_UNSUPPORTED);
        CHECK(import_limited(IMPORT_LIMITED, "b", LIMITS, sizeof LIMITS - 1) ==
              (is_aws4 ? STATUS_OK : STATUS_UNSUPPORTED));
        CHECK(keystore_count() == (is_aws4 ? 1 : 0));
        CHECK(status_of(VERB_DELETE, put_id(payload, "b")) ==
              (is_aws4 ? STATUS_OK : STATUS_UNKNOWN_KEY));
    }
}

static void keys_of_aws4_are_not_made_here(void) {
    start();
    CHECK(status_of(VERB_GENERATE, put_new_key(payload, "a")) == STATUS_UNSUPPORTED);
    CHECK(status_of(VERB_GENERATE, put_new_key(payload, "")) == STATUS_UNSUPPORTED);
    CHECK(keystore_count() == 0);
    CHECK(import_unlimited(VERB_IMPORT, "a") == STATUS_OK);
    CHECK(client_status(VERB_IMPORT | REQUEST_FLAG_REPLACE, 0, payload,
                        put_import(payload, "a", KEY, 0)) == STATUS_BAD_KEY);
    uint8_t longest[65] = {1};
    CHECK(status_of(VERB_IMPORT, put_import(payload, "b", longest, 65)) == STATUS_BAD_KEY);
    CHECK(status_of(VERB_IMPORT, put_import(payload, "b", longest, 64)) == STATUS_OK);
}

/* Without the flag there is no field for the list, and with it there is no way around one. */
static void payload_is_exact(void) {
    start();
    uint32_t whole = put_limited_import("id", LIMITS, sizeof LIMITS - 1);
    for (uint32_t size = 0; size < whole; size++) {
        CHECK(status_of(IMPORT_LIMITED, size) == STATUS_MALFORMED);
    }
    payload[whole] = 0;
    CHECK(status_of(IMPORT_LIMITED, whole + 1) == STATUS_MALFORMED);
    CHECK(status_of(VERB_IMPORT, whole) == STATUS_MALFORMED);
    CHECK(import_unlimited(IMPORT_LIMITED, "id") == STATUS_MALFORMED);
    CHECK(client_status(IMPORT_LIMITED, 1, payload, whole) == STATUS_MALFORMED); /* aux */
    CHECK(keystore_count() == 0);
    client.algorithm = ALGORITHM_HMAC_SHA1;
    uint32_t size = put_new_key(payload, "id");
    CHECK(status_of(VERB_GENERATE | REQUEST_FLAG_LIMITS, size) == STATUS_MALFORMED);
    size += put_limits(&payload[size], LIMITS, sizeof LIMITS - 1);
    CHECK(status_of(VERB_GENERATE, size) == STATUS_MALFORMED);
    CHECK(keystore_count() == 0);
}

/* A list of so many bytes, of regions named r, and the last perhaps longer. */
static void fill_list(uint8_t *list, uint32_t size) {
    list[0] = 3;
    list[1] = (uint8_t)(size - 2);
    for (uint32_t i = 2; i < size; i++) {
        list[i] = i % 2 == 0 || i == size - 1 ? 'r' : ',';
    }
}

/* Each share of the page's bytes, and one byte more. */
static void id_and_limits_have_128_bytes(void) {
    char id[KEY_ID_MAX + 2];
    uint8_t list[256];

    start();
    for (uint32_t id_size = 1; id_size <= KEY_ID_MAX; id_size++) {
        memset(id, 'i', sizeof id);
        id[id_size] = 0;
        for (uint32_t size = id_size > 125 ? 3 : 128 - id_size; size < 130 - id_size; size++) {
            fill_list(list, size);
            CHECK(import_limited(REPLACE_LIMITED, id, (const char *)list, size) ==
                  (id_size + size <= 128 ? STATUS_OK : STATUS_LIMITS_TOO_LONG));
        }
        bool fits = id_size <= 125;
        fill_list(list, 128 - id_size);
        CHECK(!fits || client_limits_are(id, list, 128 - id_size));
        if (!fits) {
            fill_list(list, 3);
            CHECK(import_limited(IMPORT_LIMITED, id, (const char *)list, 3) ==
                  STATUS_LIMITS_TOO_LONG);
        }
        CHECK(status_of(VERB_DELETE, put_id(payload, id)) ==
              (fits ? STATUS_OK : STATUS_UNKNOWN_KEY));
    }
    fill_list(list, 255);
    CHECK(import_limited(IMPORT_LIMITED, "i", (const char *)list, 255) == STATUS_LIMITS_TOO_LONG);
    CHECK(keystore_count() == 0);
}

/* In the order of the page, each with all that are behind it. */
static void first_reason_to_refuse_counts(void) {
    char id[KEY_ID_MAX + 1] = {0};
    uint8_t list[127];

    start();
    fake_board.sealed = true;
    fill_list(list, sizeof list);
    list[0] = 9;
    memset(id, 'i', KEY_ID_MAX);
    id[0] = '\n';
    uint32_t size = put_import(payload, id, KEY, 0);
    size += put_limits(&payload[size], list, sizeof list);
    payload[size - 126] = 126; /* more than there are */
    CHECK(status_of(IMPORT_LIMITED, size) == STATUS_MALFORMED);
    payload[size - 126] = 125;
    CHECK(status_of(IMPORT_LIMITED, size) == STATUS_UNSUPPORTED);
    payload[size - 127] = 3;
    CHECK(status_of(IMPORT_LIMITED, size) == STATUS_BAD_KEY_ID);
    payload[2] = 'i';
    CHECK(status_of(IMPORT_LIMITED, size) == STATUS_LIMITS_TOO_LONG);
    CHECK(import_limited(IMPORT_LIMITED, "a", LIMITS, sizeof LIMITS - 1) == STATUS_SEALED);
    size = put_import(payload, "a", KEY, 0);
    size += put_limits(&payload[size], LIMITS, sizeof LIMITS - 1);
    CHECK(status_of(IMPORT_LIMITED, size) == STATUS_SEALED);
    fake_board.sealed = false;
    CHECK(status_of(IMPORT_LIMITED, size) == STATUS_BAD_KEY);
    CHECK(keystore_count() == 0);
}

static void limits_come_in_pieces(void) {
    uint8_t list[127];

    start();
    fill_list(list, sizeof list);
    CHECK(import_limited(IMPORT_LIMITED, "a", (const char *)list, sizeof list) == STATUS_OK);
    for (uint32_t offset = 0; offset < 256; offset++) {
        uint32_t rest = offset < 127 ? 127 - offset : 0;
        struct message piece =
            client_call(VERB_EXTENDED, 0, payload, put_get_limits(payload, "a", offset));
        CHECK(piece.code == STATUS_OK && piece.size == 5 + (rest < 72 ? rest : 72));
        CHECK(load_le32(piece.payload) == generation() && piece.payload[4] == 127);
        CHECK(memcmp(&piece.payload[5], &list[127 - rest], piece.size - 5) == 0);
    }
    uint32_t before = generation();
    CHECK(import_unlimited(VERB_IMPORT, "b") == STATUS_OK);
    struct message none = client_call(VERB_EXTENDED, 0, payload, put_get_limits(payload, "b", 0));
    CHECK(none.code == STATUS_OK && none.size == 5 && none.payload[4] == 0);
    CHECK(load_le32(none.payload) == before + 1);
}

/* Of a key without limits whose id fills the page, too. */
static void get_limits_of_the_longest_id(void) {
    char id[KEY_ID_MAX + 2] = {0};

    start();
    memset(id, 'i', KEY_ID_MAX);
    CHECK(import_unlimited(VERB_IMPORT, id) == STATUS_OK);
    CHECK(client_limits_are(id, "", 0));
    id[KEY_ID_MAX] = 'i';
    CHECK(status_of(VERB_EXTENDED, put_get_limits(payload, id, 0)) == STATUS_BAD_KEY_ID);
}

static void get_limits_refuses(void) {
    start();
    CHECK(import_limited(IMPORT_LIMITED, "id", LIMITS, sizeof LIMITS - 1) == STATUS_OK);
    uint32_t whole = put_get_limits(payload, "id", 0);
    for (uint32_t size = 0; size < whole; size++) {
        CHECK(status_of(VERB_EXTENDED, size) == STATUS_MALFORMED);
    }
    payload[whole] = 0;
    CHECK(status_of(VERB_EXTENDED, whole + 1) == STATUS_MALFORMED);
    CHECK(client_status(VERB_EXTENDED, 1, payload, whole) == STATUS_MALFORMED); /* aux */
    CHECK(status_of(VERB_EXTENDED | REQUEST_FLAG_FIRST, whole) == STATUS_MALFORMED);
    CHECK(status_of(VERB_EXTENDED | REQUEST_FLAG_LIMITS, whole) == STATUS_MALFORMED);
    CHECK(status_of(VERB_EXTENDED | 0x40, whole) == STATUS_MALFORMED);
    CHECK(status_of(VERB_EXTENDED, put_get_limits(payload, "other", 0)) == STATUS_UNKNOWN_KEY);
    CHECK(status_of(VERB_EXTENDED, put_get_limits(payload, "", 0)) == STATUS_BAD_KEY_ID);
    CHECK(status_of(VERB_EXTENDED, put_get_limits(payload, "a\n", 0)) == STATUS_BAD_KEY_ID);
    for (uint32_t sub_verb = 0; sub_verb < 256; sub_verb++) {
        whole = put_get_limits(payload, "id", 0);
        payload[0] = (uint8_t)sub_verb;
        struct message reply = client_call(VERB_EXTENDED, 0, payload, whole);
        CHECK((reply.code == STATUS_UNSUPPORTED) ==
              (sub_verb < EXTENDED_GET_LIMITS || sub_verb > EXTENDED_REMOVE_LOGIN));
    }
    fake_board.sealed = true;
    CHECK(LIMITS_ARE("id", LIMITS));
}

/* Byte for byte what they are of a key without, but for the generation. */
static void old_host_sees_no_difference(void) {
    struct message found[2];
    struct message entry[2];
    struct message welcome[2];

    for (uint32_t i = 0; i < 2; i++) {
        start();
        CHECK((i == 0 ? import_unlimited(VERB_IMPORT, "key")
                      : import_limited(IMPORT_LIMITED, "key", LIMITS, sizeof LIMITS - 1)) ==
              STATUS_OK);
        found[i] = client_call(VERB_FIND, 0, payload, put_id(payload, "key"));
        entry[i] = client_call(VERB_LIST, 0, "\0\0\0", 3);
        welcome[i] = client_hello(3);
        CHECK(found[i].code == STATUS_OK && found[i].size == 10);
        CHECK(found[i].payload[0] == ALGORITHM_AWS4_HMAC_SHA256 && found[i].payload[1] == 0);
        CHECK(entry[i].code == STATUS_OK && entry[i].size == 7 + 13 && entry[i].payload[6] == 13);
        CHECK(welcome[i].size == 48);
    }
    CHECK(memcmp(found[0].payload, found[1].payload, 10) == 0);
    CHECK(memcmp(entry[0].payload, entry[1].payload, 20) == 0);
    CHECK(memcmp(welcome[0].payload, welcome[1].payload, 8 + 4) == 0);
    CHECK(memcmp(&welcome[0].payload[16], &welcome[1].payload[16], 32) == 0);
}

/* Nobody but the verbs asks for that. */
static void store_takes_no_more_than_fits(void) {
    struct key key = {.id_size = 100, .algorithm = ALGORITHM_AWS4_HMAC_SHA256, .limits_size = 28};

    start();
    CHECK(!selftest_failed()); /* then there is no store, and no end of looking into it */
    memset(key.id, 'i', sizeof key.id);
    CHECK(keystore_put(&key, false) == STATUS_OK);
    key.limits_size++;
    CHECK(keystore_put(&key, true) == STATUS_LIMITS_TOO_LONG);
    CHECK(keystore_count() == 1 && keystore_at(0)->limits_size == 28);
}

/* Puts a record into flash, with sizes that no key may have, too. */
static void leave(const struct key *key, uint8_t id_size, uint8_t limits_size) {
    struct record r;

    record_init(&r, key);
    r.key.id_size = id_size;
    r.key.limits_size = limits_size;
    record_seal(&r, 7);
    memcpy(fake_board.flash[3], &r, sizeof r);
    client_restart_device();
}

static void record_whose_limits_do_not_fit_is_none(void) {
    struct key key = {.id_size = 1, .algorithm = ALGORITHM_AWS4_HMAC_SHA256, .limits_size = 127};

    start();
    CHECK(!selftest_failed()); /* then there is no store, and no end of looking into it */
    memset(key.id, 'i', sizeof key.id);
    leave(&key, 1, 127);
    CHECK(keystore_count() == 1);
    leave(&key, 2, 127);
    CHECK(keystore_count() == 0);
    leave(&key, 1, 128);
    CHECK(keystore_count() == 0);
    leave(&key, 1, 0); /* of the format of those with limits */
    CHECK(keystore_count() == 0);
    key.limits_size = 0;
    leave(&key, 1, 127); /* of the other */
    CHECK(keystore_count() == 0);
}

/* A key as later firmware may leave it is not lost, but does nothing that its limits might forbid.
 */
static void key_of_later_firmware_does_nothing(void) {
    for (uint8_t algorithm = ALGORITHM_HMAC_SHA1; algorithm <= ALGORITHM_HMAC_SHA256; algorithm++) {
        start();
        client.algorithm = algorithm;
        struct key key = {.id = "a\5\1p", .id_size = 1, .algorithm = algorithm, .limits_size = 3};
        leave(&key, 1, 3);
        CHECK(keystore_count() == 1 && LIMITS_ARE("a", "\5\1p"));
        uint32_t size = put_key_field(payload, "a");
        payload[size] = 'p';
        CHECK(client_status(MAC_WHOLE, 0xFFFF, payload, size + 1) == STATUS_LIMITED);
        CHECK(client_status(VERB_MAC | REQUEST_FLAG_FIRST, 5, payload, size + 1) == STATUS_LIMITED);
        CHECK(client_status(VERB_MAC | REQUEST_FLAG_LAST, 5, "", 0) == STATUS_LIMITED);
        CHECK(import_unlimited(VERB_IMPORT | REQUEST_FLAG_REPLACE, "a") == STATUS_OK);
        size = put_key_field(payload, "a");
        CHECK(client_call(MAC_WHOLE, 0xFFFF, payload, size).code == STATUS_OK);
    }
}

int main(void) {
    static const struct test tests[] = {
        TEST(limits_stay_with_the_key),
        TEST(limits_are_replaced_with_the_key),
        TEST(lists_that_are_refused),
        TEST(limits_on_keys_of_other_algorithms),
        TEST(keys_of_aws4_are_not_made_here),
        TEST(payload_is_exact),
        TEST(id_and_limits_have_128_bytes),
        TEST(first_reason_to_refuse_counts),
        TEST(limits_come_in_pieces),
        TEST(get_limits_of_the_longest_id),
        TEST(get_limits_refuses),
        TEST(old_host_sees_no_difference),
        TEST(store_takes_no_more_than_fits),
        TEST(record_whose_limits_do_not_fit_is_none),
        TEST(key_of_later_firmware_does_nothing),
    };
    return RUN_TESTS("limited_keys", tests);
}
