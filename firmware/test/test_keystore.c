/*
 * The key store on sound flash of the Due's size: 10,000 random changes against
 * the model, a full store, ids that are none, and the spread of wear.
 */
#include <string.h>

#include "bad_pages.h"
#include "board.h"
#include "counters.h"
#include "crc32c.h"
#include "expect.h"
#include "faulty_flash.h"
#include "key_id.h"
#include "key_index.h"
#include "keystore.h"
#include "known_answers.h"
#include "oracle.h"
#include "record.h"
#include "selftest.h"

#define COMMANDS 10000

const struct board_properties board_properties = {BOARD_KIND_HOST, 16, 16384, 1024};

static struct oracle oracle;

static void start(uint8_t fill) {
    memset(&oracle, 0, sizeof oracle);
    faulty_flash_new(fill);
    keystore_open();
    EXPECT(oracle_matches(&oracle));
}

static void put(uint32_t number, bool replace, enum status expected) {
    struct key key = oracle_key(number);

    EXPECT(keystore_put(&key, replace) == expected);
    if (expected == STATUS_OK) {
        EXPECT(oracle_flash_holds(&key));
        if (oracle.present[number]) {
            EXPECT(!oracle_flash_holds(&oracle.keys[number]));
        }
        oracle.present[number] = true;
        oracle.keys[number] = key;
    }
}

static void remove_key(uint32_t number, enum status expected) {
    struct key key = oracle_key(number);

    EXPECT(keystore_delete(key.id, key.id_size) == expected);
    if (expected == STATUS_OK) {
        EXPECT(!oracle_flash_holds(&oracle.keys[number]));
        oracle.present[number] = false;
    }
}

static void expect_as_modelled(void) {
    EXPECT(oracle_matches(&oracle));
    (void)oracle_expect_clean(&oracle);
    EXPECT(bad_pages_count() == 0);
}

static void test_random_commands(void) {
    start(0xFF);
    for (uint32_t i = 0; i < COMMANDS; i++) {
        uint32_t number = faulty_flash_random(ORACLE_KEYS);
        uint32_t generation = counters[COUNTER_KEY_CHANGES];
        bool present = oracle.present[number];
        bool full = oracle_count(&oracle) == keystore_capacity();

        switch (faulty_flash_random(4)) {
        case 0:
            put(number, false, present ? STATUS_EXISTS : full ? STATUS_STORE_FULL : STATUS_OK);
            present = present || full;
            break;
        case 1:
            put(number, true, full && !present ? STATUS_STORE_FULL : STATUS_OK);
            present = full && !present;
            break;
        default:
            remove_key(number, present ? STATUS_OK : STATUS_UNKNOWN_KEY);
            present = !present;
        }
        EXPECT((counters[COUNTER_KEY_CHANGES] == generation) == present);
        if (i % 16 == 0) {
            expect_as_modelled();
        }
        if (i % 100 == 0) {
            faulty_flash_power_up();
            keystore_open();
        }
    }
    expect_as_modelled();
}

static void test_full_store(void) {
    start(0x00);
    for (uint32_t i = 0; i < KEYS_MAX; i++) {
        EXPECT(keystore_capacity() == KEYS_MAX);
        put(i, false, STATUS_OK);
    }
    put(KEYS_MAX, false, STATUS_STORE_FULL);
    put(KEYS_MAX, true, STATUS_STORE_FULL);
    put(3, false, STATUS_EXISTS);
    expect_as_modelled();
    for (uint32_t i = 0; i < KEYS_MAX; i++) {
        put(i, true, STATUS_OK);
    }
    remove_key(5, STATUS_OK);
    remove_key(5, STATUS_UNKNOWN_KEY);
    put(KEYS_MAX, false, STATUS_OK);
    expect_as_modelled();
    keystore_open();
    expect_as_modelled();
}

struct id_case {
    bool valid;
    uint32_t size;
    const char *bytes;
};

#define VALID(text)   ((struct id_case){true, sizeof(text) - 1, text})
#define INVALID(text) ((struct id_case){false, sizeof(text) - 1, text})

static const struct id_case id_cases[] = {
    VALID("a"),
    VALID(" ~"),
    VALID("AKIAIOSFODNN7EXAMPLE"),
    VALID("\xC2\xA0"),
    VALID("\xDF\xBF"),
    VALID("\xE0\xA0\x80"),
    VALID("\xED\x9F\xBF"),
    VALID("\xEE\x80\x80"),
    VALID("\xEF\xBF\xBF"),
    VALID("\xF0\x90\x80\x80"),
    VALID("\xF4\x8F\xBF\xBF"),
    VALID("schl\xC3\xBCssel \xF0\x9F\x94\x91"),
    INVALID(""),
    INVALID("\0"),
    INVALID("a\0"),
    INVALID("\x1F"),
    INVALID("a\n"),
    INVALID("\x7F"),
    INVALID("\xC2\x80"), /* C1 controls */
    INVALID("\xC2\x9F"),
    INVALID("\x80"), /* continuation alone */
    INVALID("\xBF"),
    INVALID("\xC0\x80"), /* overlong */
    INVALID("\xC1\xBF"),
    INVALID("\xE0\x80\x80"),
    INVALID("\xE0\x9F\xBF"),
    INVALID("\xF0\x80\x80\x80"),
    INVALID("\xF0\x8F\xBF\xBF"),
    INVALID("\xED\xA0\x80"), /* surrogates */
    INVALID("\xED\xBF\xBF"),
    INVALID("\xF4\x90\x80\x80"), /* beyond U+10FFFF */
    INVALID("\xF5\x80\x80\x80"),
    INVALID("\xFF"),
    INVALID("a\xC3"), /* cut short */
    INVALID("\xE2\x82"),
    INVALID("\xF0\x9F\x94"),
    INVALID("\xC3\x41"), /* no continuation */
    INVALID("\xE2\x82\x41"),
    INVALID("\xF0\x9F\x94\xC0"),
};

static void test_ids(void) {
    struct key key = oracle_key(0);
    uint8_t longest[KEY_ID_MAX + 1];

    start(0xFF);
    put(7, false, STATUS_OK);
    for (uint32_t i = 0; i < sizeof id_cases / sizeof *id_cases; i++) {
        const struct id_case *c = &id_cases[i];
        const uint8_t *id = (const uint8_t *)c->bytes;

        EXPECT(key_id_valid(id, c->size) == c->valid);
        memset(key.id, 0, sizeof key.id);
        memcpy(key.id, c->bytes, c->size);
        key.id_size = (uint8_t)c->size;
        key.limits_size = 0;
        if (c->valid) {
            EXPECT(keystore_put(&key, false) == STATUS_OK);
            EXPECT(memcmp(keystore_find(id, c->size), &key, sizeof key) == 0);
            EXPECT(keystore_delete(id, c->size) == STATUS_OK);
        } else {
            EXPECT(keystore_put(&key, i % 2 == 0) == STATUS_BAD_KEY_ID);
            EXPECT(keystore_find(id, c->size) == NULL);
            EXPECT(keystore_delete(id, c->size) == STATUS_UNKNOWN_KEY);
        }
        expect_as_modelled();
    }

    memset(longest, 'x', sizeof longest);
    EXPECT(key_id_valid(longest, KEY_ID_MAX));
    EXPECT(!key_id_valid(longest, KEY_ID_MAX + 1));
    key.id_size = KEY_ID_MAX + 1;
    EXPECT(keystore_put(&key, true) == STATUS_BAD_KEY_ID);
    EXPECT(keystore_find(longest, KEY_ID_MAX + 1) == NULL);
    EXPECT(keystore_delete(longest, KEY_ID_MAX + 1) == STATUS_UNKNOWN_KEY);
    expect_as_modelled();
}

/* What stands behind the id and the limits in the caller's struct is not stored. */
static void test_nothing_but_the_key_is_stored(void) {
    for (uint8_t limits_size = 0; limits_size < 20; limits_size++) {
        struct key clean = oracle_key(9);
        struct key dirty;
        uint32_t used = (uint32_t)clean.id_size + limits_size;

        start(0xFF);
        clean.limits_size = limits_size;
        memset(clean.id + used, 0, KEY_ID_MAX - used);
        dirty = clean;
        memset(dirty.id + used, 0x5A, KEY_ID_MAX - used);
        memset(dirty.unused, 0x5A, sizeof dirty.unused);
        EXPECT(keystore_put(&dirty, false) == STATUS_OK);
        EXPECT(memcmp(keystore_at(0), &clean, sizeof clean) == 0);
        keystore_open();
        EXPECT(memcmp(keystore_at(0), &clean, sizeof clean) == 0);
    }
}

#define FORMAT_1 0x014b4844u
#define FORMAT_2 0x024b4844u

static uint32_t format_on_page(uint32_t page) {
    struct record r;

    memcpy(&r, faulty_flash[page].bytes, sizeof r);
    EXPECT(record_valid(&r));
    return r.format;
}

/* Replaces the key by one with so many bytes of limits, which is to be the next record of all. */
static void put_limits(struct key *key, uint32_t size, uint32_t page) {
    const struct key *stored;

    key->limits_size = (uint8_t)size;
    EXPECT(keystore_put(key, true) == STATUS_OK);
    stored = keystore_find(key->id, key->id_size);
    EXPECT(stored != NULL && stored->limits_size == size);
    EXPECT(memcmp(stored->id, key->id, key->id_size + size) == 0);
    EXPECT(format_on_page(page) == (size == 0 ? FORMAT_1 : FORMAT_2));
}

/* With an id of each size: limits that fit are stored, in their format, and not a byte more. */
static void test_limits_of_any_size(void) {
    struct key key = oracle_key(0);

    memset(key.id, 'i', sizeof key.id);
    for (uint32_t id_size = 1; id_size <= KEY_ID_MAX; id_size++) {
        uint32_t room = KEY_ID_MAX - id_size;

        start(0xFF);
        key.id_size = (uint8_t)id_size;
        put_limits(&key, 0, 0);
        put_limits(&key, room < 3 ? room : 3, 1);
        put_limits(&key, room, 2);
        for (uint32_t size = room + 1; size <= UINT8_MAX; size++) {
            key.limits_size = (uint8_t)size;
            EXPECT(keystore_put(&key, true) == STATUS_LIMITS_TOO_LONG);
        }
        keystore_open();
        EXPECT(keystore_count() == 1 && keystore_at(0)->limits_size == room);
        put_limits(&key, 0, 3);
    }
}

/* A page whose CRC is right, with these sizes and this format. */
static void place_record(uint32_t page, uint8_t id_size, uint8_t limits_size, uint32_t format) {
    struct key key = oracle_key(page);
    struct record r;

    record_init(&r, &key);
    r.key.id_size = id_size;
    r.key.limits_size = limits_size;
    r.format = format;
    record_seal(&r, 1);
    memcpy(faulty_flash[page].bytes, &r, sizeof r);
}

/* Flash full of anything: an empty store, and the flash is clean. */
static void test_foreign_content(void) {
    faulty_flash_new(0x5A);
    for (uint32_t i = 0; i < board_properties.flash_pages; i += 2) {
        for (uint32_t j = 0; j < BOARD_FLASH_PAGE_SIZE; j++) {
            faulty_flash[i].bytes[j] = (uint8_t)faulty_flash_random(256);
        }
    }
    place_record(1, 0, 0, FORMAT_1);
    place_record(3, KEY_ID_MAX + 1, 0, FORMAT_1);
    place_record(5, 0xFF, 0, FORMAT_1);
    place_record(7, 4, 1, FORMAT_1);
    place_record(9, 4, 0, FORMAT_2);
    place_record(11, 0, 4, FORMAT_2);
    place_record(13, KEY_ID_MAX, 1, FORMAT_2);
    place_record(15, 1, KEY_ID_MAX, FORMAT_2);
    place_record(17, 0xFF, 0xFF, FORMAT_2);
    place_record(19, 4, 4, 0x034b4844u);
    place_record(21, 4, 0, 0x004b4844u);
    memset(&oracle, 0, sizeof oracle);
    keystore_open();
    expect_as_modelled();
}

/* A page that does not take a record is counted, skipped, and not tried again. */
static void test_bad_page(void) {
    start(0xFF);
    faulty_flash[0].health = HEALTH_STUCK_BIT;
    put(0, false, STATUS_OK);
    EXPECT(bad_pages_count() == 1 && faulty_flash[0].writes > 1);
    faulty_flash[0].writes = 0;
    for (uint32_t i = 0; i < 2 * board_properties.flash_pages; i++) {
        put(0, true, STATUS_OK);
    }
    EXPECT(bad_pages_count() == 1 && faulty_flash[0].writes == 0);
    EXPECT(oracle_matches(&oracle));
}

/* Flash that takes nothing any more: every change fails, and the keys stay. */
static void test_dead_flash(void) {
    start(0xFF);
    put(1, false, STATUS_OK);
    put(2, false, STATUS_OK);
    for (uint32_t i = 0; i < board_properties.flash_pages; i++) {
        faulty_flash[i].health = HEALTH_FROZEN;
    }
    put(1, true, STATUS_STORE_FAILED);
    put(3, false, STATUS_STORE_FAILED);
    remove_key(2, STATUS_STORE_FAILED);
    EXPECT(oracle_matches(&oracle));
    keystore_open();
    EXPECT(oracle_matches(&oracle));
}

/* A key whose page keeps parts of it is gone, and the answer tells of the parts. */
static void test_page_that_is_half_wiped(void) {
    struct key key = oracle_key(1);

    start(0xFF);
    put(1, false, STATUS_OK);
    put(2, false, STATUS_OK);
    faulty_flash[0].health = HEALTH_HALF_FROZEN;
    EXPECT(keystore_delete(key.id, key.id_size) == STATUS_NOT_WIPED);
    EXPECT(oracle_page_holds(0, &oracle.keys[1]));
    oracle.present[1] = false;
    EXPECT(oracle_matches(&oracle));
    keystore_open();
    EXPECT(oracle_matches(&oracle));
    EXPECT(bad_pages_count() == 1);

    faulty_flash[0].health = HEALTH_GOOD;
    keystore_open();
    expect_as_modelled();
}

/* A replaced record that cannot be wiped is told of, and its key cannot be deleted to come back. */
static void test_page_that_cannot_be_wiped(void) {
    struct key key = oracle_key(1);

    start(0xFF);
    put(1, false, STATUS_OK);
    faulty_flash[0].health = HEALTH_FROZEN;
    EXPECT(keystore_put(&key, true) == STATUS_NOT_WIPED);
    oracle.keys[1] = key;
    EXPECT(oracle_matches(&oracle));
    remove_key(1, STATUS_STORE_FAILED);
    keystore_open();
    EXPECT(oracle_matches(&oracle));
    EXPECT(bad_pages_count() == 1);

    faulty_flash[0].health = HEALTH_GOOD;
    remove_key(1, STATUS_OK);
    keystore_open();
    expect_as_modelled();
}

static void expect_even_wear(uint32_t keys_that_stay) {
    uint32_t least = UINT32_MAX, most = 0;

    for (uint32_t i = 0; i < board_properties.flash_pages; i++) {
        uint32_t writes = faulty_flash[i].writes;
        least = i >= keys_that_stay && writes < least ? writes : least;
        most = writes > most ? writes : most;
    }
    printf("wear: %u to %u writes a page\n", least, most);
    EXPECT(least > 0 && most - least <= 4);
    expect_as_modelled();
}

static void restart(void) {
    faulty_flash_power_up();
    keystore_open();
}

/*
 * One key changes over and over beside others that stay, and the device starts
 * anew after each change, as it does when a command opens the programming port:
 * no page is written much more than another.
 */
static void test_wear(uint32_t keys_that_stay, bool replace, bool restarts) {
    uint32_t number = keys_that_stay;

    start(0xFF);
    for (uint32_t i = 0; i < keys_that_stay; i++) {
        put(i, false, STATUS_OK);
    }
    for (uint32_t i = 0; i < 2 * board_properties.flash_pages; i++) {
        put(number, replace, STATUS_OK);
        if (restarts) {
            restart();
        }
        if (!replace) {
            remove_key(number, STATUS_OK);
        }
        if (restarts) {
            restart();
        }
    }
    expect_even_wear(keys_that_stay);
}

int main(void) {
    crc32c_start();
    selftest_passed = known_answers_right();
    faulty_flash_seed(1);
    test_random_commands();
    test_full_store();
    test_ids();
    test_nothing_but_the_key_is_stored();
    test_limits_of_any_size();
    test_foreign_content();
    test_bad_page();
    test_dead_flash();
    test_page_that_is_half_wiped();
    test_page_that_cannot_be_wiped();
    test_wear(60, true, false);
    test_wear(60, false, false);
    test_wear(60, true, true);
    test_wear(0, false, true);
    printf("keystore: %d random commands as modelled\n", COMMANDS);
    return 0;
}
