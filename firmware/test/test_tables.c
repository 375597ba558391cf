/*
 * A device whose CRC-32C tables are wrong, from the start or since: it says so, INFO
 * works, no key is lost and none comes back. The source is included to spoil them.
 */
#define crc32c_start build_tables
#include "crc32c.c"
#undef crc32c_start

#include <string.h>

#include "algorithm.h"
#include "client.h"
#include "due_hsm.h"
#include "fake_board.h"
#include "harness.h"
#include "keystore.h"
#include "known_answers.h"
#include "record.h"
#include "selftest.h"

#define KEYS 40

void crc32c_start(void);

static void sound(void) {
}

static void random_tables(void) {
    random_fill((uint8_t *)table, sizeof table);
}

static void zero_tables(void) {
    memset(table, 0, sizeof table);
}

static uint32_t wrong_word;

static void one_word(void) {
    table[wrong_word] ^= 1u << wrong_word % 32;
}

/* What becomes of the tables when the device starts. */
static void (*spoil)(void) = sound;

void crc32c_start(void) {
    build_tables();
    spoil();
}

static void start_tables(void (*how)(void)) {
    spoil = how;
    crc32c_start();
}

/* Each word, in the self-test itself. */
static void every_word_is_tested(void) {
    start_tables(sound);
    selftest_passed = known_answers_right();
    CHECK(!selftest_failed());
    for (uint32_t i = 0; i < TABLES; i++) {
        table[i] ^= 1u << i % 32;
        selftest_passed = known_answers_right();
        CHECK(selftest_failed());
        table[i] ^= 1u << i % 32;
    }
    selftest_passed = known_answers_right();
    CHECK(!selftest_failed());
}

/* A wrong word and all that are sums with it, as a mistake in one of 32 bits would leave. */
static void spoil_bit(uint32_t part, uint32_t bit, uint32_t error) {
    for (uint32_t i = part * SIZE; i < TABLES && i < (part + 1) * SIZE; i++) {
        table[i] ^= (i & bit) != 0 ? error : 0;
    }
}

static void wrong_tables_of_any_kind_are_seen(void) {
    for (uint32_t bit = 0; bit < 32; bit++) {
        start_tables(sound);
        spoil_bit(bit / BITS, 1u << bit % BITS, 1 + random_below(UINT32_MAX));
        CHECK(!crc32c_right());
    }
    for (uint32_t round = 0; round < 500; round++) {
        start_tables(sound);
        for (uint32_t i = 0; i < 1 + round % 40; i++) {
            table[random_below(TABLES)] ^= 1u << random_below(32);
        }
        uint32_t one = random_below(TABLES - 1);
        uint32_t word = table[one];
        table[one] = table[one + 1]; /* no two are equal */
        table[one + 1] = word;
        CHECK(!crc32c_right());
    }
    start_tables(random_tables);
    CHECK(!crc32c_right());
    start_tables(zero_tables);
    CHECK(!crc32c_right());
    memset(table, 0xFF, sizeof table);
    CHECK(!crc32c_right());
}

static struct key key_of(uint32_t number, uint8_t version) {
    uint8_t bytes[2] = {(uint8_t)number, version};
    struct key key;

    memset(&key, 0, sizeof key);
    key.id_size = 3;
    memcpy(key.id, "k00", 3);
    key.id[1] = (uint8_t)('0' + number / 10);
    key.id[2] = (uint8_t)('0' + number % 10);
    algorithm_set_key(&key, number % 2 == 0 ? ALGORITHM_HMAC_SHA1 : ALGORITHM_HMAC_SHA256, bytes,
                      sizeof bytes);
    return key;
}

static bool has_key(uint32_t number, uint8_t version) {
    struct key expected = key_of(number, version);
    const struct key *key = keystore_find(expected.id, expected.id_size);

    return key != NULL && memcmp(key, &expected, sizeof expected) == 0;
}

static enum status put_key(uint32_t number, uint8_t version, bool replace) {
    struct key key = key_of(number, version);

    return keystore_put(&key, replace);
}

static enum status delete_key(uint32_t number) {
    struct key key = key_of(number, 0);

    return keystore_delete(key.id, key.id_size);
}

/* A device with keys, all of version 1, that is as it should be. */
static void start(uint32_t keys) {
    spoil = sound;
    client_new_device();
    CHECK(!selftest_failed());
    for (uint32_t i = 0; i < keys; i++) {
        CHECK(put_key(i, 1, false) == STATUS_OK);
    }
}

static void expect_all_keys_after_a_sound_start(void) {
    spoil = sound;
    client_restart_device();
    CHECK(!selftest_failed() && keystore_count() == KEYS);
    for (uint32_t i = 0; i < KEYS; i++) {
        CHECK(has_key(i, 1));
    }
}

static uint8_t flash_before[FAKE_FLASH_PAGES][BOARD_FLASH_PAGE_SIZE];

static void save_flash(void) {
    memcpy(flash_before, fake_board.flash, sizeof flash_before);
}

static void expect_flash_untouched(void) {
    CHECK(memcmp(flash_before, fake_board.flash, sizeof flash_before) == 0);
}

static void expect_only_info(void) {
    uint8_t payload[REQUEST_PAYLOAD_MAX];

    CHECK(selftest_failed());
    for (uint32_t topic = 0; topic < 3; topic++) {
        payload[0] = (uint8_t)topic;
        struct message info = client_call(VERB_INFO, 0, payload, 1);
        CHECK(info.code == STATUS_OK && (topic != 0 || (info.payload[0] & 2) != 0));
    }
    for (uint32_t verb = VERB_MAC; verb <= VERB_MEASURE; verb++) {
        if (verb != VERB_INFO) {
            uint32_t size = put_import(payload, "new", "key", 3);
            CHECK(client_status(verb, 0, payload, size) == STATUS_SELF_TEST_FAILED);
        }
    }
    CHECK((client_hello(2).payload[11] & 2) != 0);
}

/* Frames are checked all the same. */
static void info_works_with_wrong_tables(void) {
    static void (*const ways[])(void) = {zero_tables, random_tables, one_word};

    start(KEYS);
    save_flash();
    for (uint32_t i = 0; i < 3 + 64; i++) {
        wrong_word = (i * 1237 + 1) % TABLES;
        spoil = ways[i < 3 ? i : 2];
        client_restart_device();
        CHECK(fake_board.shown == BOARD_SELF_TEST_FAILED);
        expect_only_info();
        client_deliver((const uint8_t *)"damaged", 8);
        CHECK(client_expect(PACKET_ACK).code == 1);
        expect_flash_untouched();
    }
    expect_all_keys_after_a_sound_start();
}

/* Gone wrong between self-test and opening, in each word; a remnant of a torn write is there, too.
 */
static void opening_wipes_nothing_in_doubt(void) {
    uint32_t doubts = 0;

    start(KEYS);
    memset(fake_board.flash[KEYS], 0x5A, BOARD_FLASH_PAGE_SIZE);
    save_flash();
    for (wrong_word = 0; wrong_word < TABLES; wrong_word += 3) {
        memcpy(fake_board.flash, flash_before, sizeof flash_before);
        start_tables(sound);
        selftest_passed = known_answers_right();
        one_word();
        keystore_open();
        if (selftest_failed()) {
            doubts++;
            CHECK(keystore_count() == 0);
            expect_flash_untouched();
        } else {
            CHECK(keystore_count() == KEYS);
            CHECK(memcmp(flash_before, fake_board.flash, (size_t)KEYS * BOARD_FLASH_PAGE_SIZE) ==
                  0);
        }
    }
    CHECK(doubts > TABLES / 3 / 2);
    expect_all_keys_after_a_sound_start();
}

/* Nor is anything written: an old record that is still there stays, beside the new one. */
static void opening_rewrites_nothing_in_doubt(void) {
    start(3);
    fake_board.frozen_bytes = BOARD_FLASH_PAGE_SIZE;
    CHECK(put_key(0, 2, true) == STATUS_NOT_WIPED);
    fake_board.frozen_bytes = 0;
    save_flash();
    random_tables();
    keystore_open();
    CHECK(selftest_failed() && keystore_count() == 0);
    expect_flash_untouched();
    client_restart_device();
    CHECK(keystore_count() == 3 && has_key(0, 2) && has_key(1, 1) && has_key(2, 1));
}

/* A record, and what is left of one, that reads wrong once: format, id size, sequence, key, check.
 */
static void misread_record_is_read_again(void) {
    static const uint32_t places[] = {0, 20, offsetof(struct record, key.id_size),
                                      offsetof(struct record, format),
                                      offsetof(struct record, crc)};

    start(KEYS);
    CHECK(delete_key(7) == STATUS_OK && put_key(7, 1, false) == STATUS_OK);
    save_flash();
    for (uint32_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        for (uint32_t page = 7; page <= 8; page++) {
            selftest_passed = known_answers_right();
            fake_board.misreads = 3;
            fake_board.misread_page = page;
            fake_board.misread_at = places[i];
            keystore_open();
            CHECK(selftest_failed() && keystore_count() == 0);
            expect_flash_untouched();
        }
    }
    fake_board.misreads = 0;
    expect_all_keys_after_a_sound_start();
}

/*
 * The last part stays sound: the ids of three bytes here take it alone, so that a change
 * goes as far as the records.
 */
static void spoil_for_records(void) {
    random_fill((uint8_t *)table, 2 * SIZE * sizeof table[0]);
}

static void replaced_key_is_not_lost(void) {
    start(3);
    spoil_for_records();
    CHECK(put_key(1, 2, true) == STATUS_NOT_WIPED); /* the old record is left for the next start */
    CHECK(selftest_failed());
    spoil = sound;
    client_restart_device();
    CHECK(keystore_count() == 3 && has_key(0, 1) && has_key(1, 2) && has_key(2, 1));
    CHECK(put_key(1, 3, true) == STATUS_OK);
}

static void added_key_is_not_lost(void) {
    start(3);
    spoil_for_records();
    CHECK(put_key(3, 1, false) == STATUS_OK);
    spoil = sound;
    client_restart_device();
    CHECK(keystore_count() == 4 && has_key(3, 1));
}

/* An old record could not be wiped. With wrong tables it is no reason to let the newest go. */
static void old_key_does_not_come_back(void) {
    start(3);
    fake_board.frozen_page = 1;
    fake_board.frozen_bytes = BOARD_FLASH_PAGE_SIZE;
    CHECK(put_key(1, 2, true) == STATUS_NOT_WIPED);
    fake_board.frozen_bytes = 0;
    spoil_for_records();
    CHECK(delete_key(1) == STATUS_STORE_FAILED && selftest_failed());
    spoil = sound;
    client_restart_device();
    CHECK(keystore_count() == 3 && has_key(1, 2));
    CHECK(delete_key(1) == STATUS_OK);
    client_restart_device();
    CHECK(keystore_count() == 2);
}

/* An id whose CRC comes out wrong is found all the same, and not entered twice. */
static void key_is_found_without_its_crc(void) {
    start(3);
    zero_tables();
    CHECK(has_key(1, 1) && selftest_failed());
    CHECK(put_key(1, 2, false) == STATUS_SELF_TEST_FAILED);
    CHECK(put_key(1, 2, true) == STATUS_SELF_TEST_FAILED);
    CHECK(delete_key(1) == STATUS_SELF_TEST_FAILED);
    CHECK(keystore_count() == 3 && has_key(1, 1));
}

/* The first frame that wrong words spoil tells. */
static void wrong_tables_are_told_when_a_frame_meets_them(void) {
    start(1);
    save_flash();
    random_tables();
    CHECK((client_call(VERB_INFO, 0, "", 1).payload[0] & 2) != 0);
    expect_only_info();
    expect_flash_untouched();
}

int main(void) {
    static const struct test tests[] = {
        TEST(every_word_is_tested),
        TEST(wrong_tables_of_any_kind_are_seen),
        TEST(info_works_with_wrong_tables),
        TEST(opening_wipes_nothing_in_doubt),
        TEST(opening_rewrites_nothing_in_doubt),
        TEST(misread_record_is_read_again),
        TEST(replaced_key_is_not_lost),
        TEST(added_key_is_not_lost),
        TEST(old_key_does_not_come_back),
        TEST(key_is_found_without_its_crc),
        TEST(wrong_tables_are_told_when_a_frame_meets_them),
    };
    return RUN_TESTS("tables", tests);
}
