/*
 * The logins in the store, on flash that keeps power: what they answer, how many there can be
 * beside how many keys, and what pages that rot or take no writes leave of a closed device.
 * Power cuts are in test_powercut.c.
 */
#include <string.h>

#include "algorithm.h"
#include "bad_pages.h"
#include "board.h"
#include "counters.h"
#include "crc32c.h"
#include "expect.h"
#include "faulty_flash.h"
#include "keystore.h"
#include "known_answers.h"
#include "logins.h"
#include "oracle.h"
#include "record.h"
#include "selftest.h"

#define PAGES    40
#define CAPACITY (PAGES - 8 - 3) /* of keys, beside the first login and its markers */

#define FORMAT_KEY    0x014b4844u
#define FORMAT_LOGIN  0x014c4844u
#define FORMAT_MARKER 0x01434844u

const struct board_properties board_properties = {BOARD_KIND_HOST, 16, 16384, PAGES};

static struct oracle oracle;

static void expect_as_modelled(void) {
    EXPECT(oracle_matches(&oracle));
    (void)oracle_expect_clean(&oracle);
}

static void restart(void) {
    faulty_flash_power_up();
    keystore_open();
}

static void start(void) {
    memset(&oracle, 0, sizeof oracle);
    selftest_passed = true;
    faulty_flash_new(0xFF);
    restart();
    expect_as_modelled();
}

static void add(uint32_t number, enum role role, enum status expected) {
    struct login login = oracle_login(number, role);
    uint32_t generation = counters[COUNTER_KEY_CHANGES];

    EXPECT(logins_add(&login) == expected);
    if (expected == STATUS_OK || expected == STATUS_NOT_WIPED) {
        EXPECT(counters[COUNTER_KEY_CHANGES] != generation);
        oracle.closed = true;
        oracle.login_present[number] = true;
        oracle.logins[number] = login;
    }
    EXPECT(oracle_matches(&oracle));
}

static void remove_login(uint32_t number, enum status expected) {
    struct login login = oracle_login(number, ROLE_USER);
    uint32_t generation = counters[COUNTER_KEY_CHANGES];

    EXPECT(logins_remove(login.name, login.name_size) == expected);
    if (expected == STATUS_OK || expected == STATUS_NOT_WIPED) {
        EXPECT(counters[COUNTER_KEY_CHANGES] != generation);
        EXPECT(!oracle_flash_holds_login(&oracle.logins[number]));
        oracle.login_present[number] = false;
    }
    EXPECT(oracle_matches(&oracle));
}

static void put_key(uint32_t number, enum status expected) {
    struct key key = oracle_key(number);

    EXPECT(keystore_put(&key, false) == expected);
    if (expected == STATUS_OK) {
        oracle.present[number] = true;
        oracle.keys[number] = key;
    }
    EXPECT(oracle_matches(&oracle));
}

/* The page of the index-th record of this kind. */
static uint32_t page_of(enum record_kind kind, uint32_t index) {
    for (uint32_t page = 0; page < PAGES; page++) {
        if (record_kind(record_at(page)) == kind && index-- == 0) {
            return page;
        }
    }
    EXPECT(false);
    return 0;
}

static void rot(uint32_t page) {
    faulty_flash[page].bytes[100] ^= 0x11;
}

/* The first is a manager's and closes the device, which stays so; its last manager stays, too. */
static void test_first_login_closes(void) {
    start();
    EXPECT(!logins_closed() && logins_at(0) == NULL);
    remove_login(0, STATUS_UNKNOWN_KEY);
    add(0, ROLE_USER, STATUS_NOT_PERMITTED);
    EXPECT(!logins_closed());
    add(0, ROLE_MANAGER, STATUS_OK);
    EXPECT(logins_closed() && oracle_expect_clean(&oracle) == 2);
    add(0, ROLE_USER, STATUS_EXISTS);
    add(0, ROLE_MANAGER, STATUS_EXISTS);
    add(1, ROLE_USER, STATUS_OK);
    remove_login(0, STATUS_NOT_PERMITTED);
    add(2, ROLE_MANAGER, STATUS_OK);
    remove_login(0, STATUS_OK);
    remove_login(0, STATUS_UNKNOWN_KEY);
    remove_login(2, STATUS_NOT_PERMITTED);
    remove_login(1, STATUS_OK);
    remove_login(2, STATUS_NOT_PERMITTED);
    for (uint32_t starts = 0; starts < 3; starts++) {
        restart();
        expect_as_modelled();
        EXPECT(logins_closed() && oracle_expect_clean(&oracle) == 2);
    }
}

static void test_sixteen_logins(void) {
    start();
    add(0, ROLE_MANAGER, STATUS_OK);
    for (uint32_t i = 1; i < LOGINS_MAX; i++) {
        add(i, i % 3 == 0 ? ROLE_MANAGER : ROLE_USER, STATUS_OK);
    }
    add(40, ROLE_USER, STATUS_STORE_FULL);
    add(3, ROLE_USER, STATUS_EXISTS);
    restart();
    expect_as_modelled();
    remove_login(3, STATUS_OK);
    add(40, ROLE_MANAGER, STATUS_OK);
    add(41, ROLE_MANAGER, STATUS_STORE_FULL);
    restart();
    expect_as_modelled();
}

/* Names as of key ids, but of 32 bytes. */
static void test_names(void) {
    static const char text[LOGIN_NAME_MAX + 1] = "schl\xC3\xBCssel-und-noch-mehr-zeichen";

    EXPECT(!login_name_valid((const uint8_t *)text, 0));
    EXPECT(login_name_valid((const uint8_t *)text, LOGIN_NAME_MAX));
    EXPECT(!login_name_valid((const uint8_t *)text, LOGIN_NAME_MAX + 1));
    EXPECT(!login_name_valid((const uint8_t *)text, 5)); /* cut in its character */
    EXPECT(!login_name_valid((const uint8_t *)"a\n", 2));
    EXPECT(!login_name_valid((const uint8_t *)"\0", 1));
}

/* What stands behind the name in the caller's struct is not stored. */
static void test_nothing_but_the_login_is_stored(void) {
    struct login dirty;

    start();
    add(0, ROLE_MANAGER, STATUS_OK);
    oracle.logins[4] = oracle_login(4, ROLE_USER);
    oracle.login_present[4] = true;
    dirty = oracle.logins[4];
    memset(&dirty.name[5], 0x5A, LOGIN_NAME_MAX - 5);
    memset(dirty.unused, 0x5A, sizeof dirty.unused);
    EXPECT(logins_add(&dirty) == STATUS_OK);
    expect_as_modelled();
}

/*
 * As many keys as fit leave room for the first login; each further one, and each key, takes a
 * page that is free of both.
 */
static void test_room_for_keys_and_logins(void) {
    start();
    for (uint32_t i = 0; i < CAPACITY; i++) {
        EXPECT(keystore_capacity() == CAPACITY);
        put_key(i, STATUS_OK);
    }
    put_key(100, STATUS_STORE_FULL);
    add(0, ROLE_MANAGER, STATUS_OK);
    add(1, ROLE_USER, STATUS_STORE_FULL);
    put_key(100, STATUS_STORE_FULL);
    EXPECT(keystore_delete(oracle.keys[0].id, oracle.keys[0].id_size) == STATUS_OK);
    oracle.present[0] = false;
    add(1, ROLE_USER, STATUS_OK);
    EXPECT(keystore_capacity() == CAPACITY - 1);
    put_key(100, STATUS_STORE_FULL);
    restart();
    expect_as_modelled();
    remove_login(1, STATUS_OK);
    put_key(100, STATUS_OK);
    add(1, ROLE_USER, STATUS_STORE_FULL);
    restart();
    expect_as_modelled();
}

/* A key of a login's name, midstates and all, and the other way: neither is ever the other. */
static void test_logins_are_no_keys(void) {
    struct login login = oracle_login(4, ROLE_MANAGER);
    struct key key = oracle_key(4);

    EXPECT(key.id_size == login.name_size && memcmp(key.id, login.name, key.id_size) == 0);
    for (uint32_t key_first = 0; key_first < 2; key_first++) {
        start();
        if (key_first) {
            put_key(4, STATUS_OK);
        }
        add(4, ROLE_MANAGER, STATUS_OK);
        EXPECT((keystore_find(login.name, login.name_size) != NULL) == key_first);
        if (!key_first) {
            EXPECT(keystore_delete(login.name, login.name_size) == STATUS_UNKNOWN_KEY);
            put_key(4, STATUS_OK);
        }
        restart();
        expect_as_modelled();
        EXPECT(keystore_delete(login.name, login.name_size) == STATUS_OK);
        oracle.present[4] = false;
        expect_as_modelled();
        put_key(4, STATUS_OK);
        add(5, ROLE_MANAGER, STATUS_OK);
        remove_login(4, STATUS_OK);
        restart();
        expect_as_modelled();
    }
    EXPECT(record_at(page_of(RECORD_LOGIN, 0))->key.id_size == 0);
    EXPECT(record_at(page_of(RECORD_LOGIN, 0))->format == FORMAT_LOGIN);
    EXPECT(record_at(page_of(RECORD_MARKER, 0))->format == FORMAT_MARKER);
}

/* The bytes of a page as those of another kind, with a right CRC: of no kind, or of its own. */
static void test_pages_of_another_format(void) {
    static const uint32_t formats[] = {FORMAT_KEY, FORMAT_LOGIN, FORMAT_MARKER, 0x024b4844u,
                                       0x024c4844u};

    for (uint32_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        struct login login = oracle_login(3, ROLE_USER);
        struct key key = oracle_key(1);
        struct record r;

        record_init_login(&r, &login);
        r.format = formats[i];
        record_seal(&r, 1);
        EXPECT(record_kind(&r) == (formats[i] == FORMAT_LOGIN    ? RECORD_LOGIN
                                   : formats[i] == FORMAT_MARKER ? RECORD_MARKER
                                                                 : RECORD_NONE));
        key.limits_size = 0;
        record_init(&r, &key);
        r.format = formats[i];
        record_seal(&r, 1);
        EXPECT(record_kind(&r) != RECORD_LOGIN);
        EXPECT((record_kind(&r) == RECORD_KEY) == (formats[i] == FORMAT_KEY));
    }
}

static void place_login(uint32_t page, uint8_t name_size, uint8_t role) {
    struct login login = oracle_login(5, ROLE_MANAGER);
    struct record r;

    record_init_login(&r, &login);
    r.login.name_size = name_size;
    r.login.role = role;
    record_seal(&r, 1);
    memcpy(faulty_flash[page].bytes, &r, sizeof r);
}

/* What is no login closes nothing. */
static void test_records_that_are_no_logins(void) {
    start();
    place_login(1, 0, ROLE_MANAGER);
    place_login(2, LOGIN_NAME_MAX + 1, ROLE_MANAGER);
    place_login(3, 0xFF, ROLE_MANAGER);
    place_login(4, 4, 0);
    place_login(5, 4, 3);
    place_login(6, 4, 0xFF);
    restart();
    expect_as_modelled();
}

/* A page of each kind rots, and all of one kind: closed; what is left is used, markers come back.
 */
static void test_rotten_pages(void) {
    start();
    add(0, ROLE_MANAGER, STATUS_OK);
    for (uint32_t i = 0; i < 2; i++) {
        rot(page_of(RECORD_MARKER, i));
        restart();
        expect_as_modelled();
        EXPECT(oracle_expect_clean(&oracle) == 2);
    }
    rot(page_of(RECORD_MARKER, 1));
    rot(page_of(RECORD_MARKER, 0));
    restart();
    expect_as_modelled();
    EXPECT(oracle_expect_clean(&oracle) == 2);

    rot(page_of(RECORD_LOGIN, 0));
    oracle.login_present[0] = false;
    restart();
    expect_as_modelled();
    rot(page_of(RECORD_MARKER, 0));
    restart();
    expect_as_modelled();
    EXPECT(logins_closed() && oracle_expect_clean(&oracle) == 2);
}

/* Without flash that takes markers there is no first login, and the device is open as before. */
static void test_first_login_that_cannot_be_kept(void) {
    for (uint32_t good = 0; good < 3; good++) {
        start();
        for (uint32_t i = good; i < PAGES; i++) {
            faulty_flash[i].health = HEALTH_STUCK_BIT;
        }
        add(0, ROLE_MANAGER, STATUS_STORE_FAILED);
        EXPECT(!logins_closed() && bad_pages_count() > 0);
        restart();
        EXPECT(!logins_closed() && logins_count() == 0);
        for (uint32_t i = 0; i < PAGES; i++) {
            faulty_flash[i].health = HEALTH_GOOD;
        }
        restart();
        expect_as_modelled();
        add(0, ROLE_MANAGER, STATUS_OK);
        expect_as_modelled();
    }
}

/* Its page, or that of a marker, takes that and nothing after it: then the login is said to be
 * there. */
static void test_first_login_that_cannot_be_taken_back(void) {
    for (uint32_t good = 1; good < 3; good++) {
        start();
        for (uint32_t i = good; i < PAGES; i++) {
            faulty_flash[i].health = HEALTH_STUCK_BIT;
        }
        faulty_flash[good - 1].health = HEALTH_FROZEN_SOON;
        add(0, ROLE_MANAGER, STATUS_NOT_WIPED);
        restart();
        EXPECT(oracle_matches(&oracle) && logins_closed());
        for (uint32_t i = 0; i < PAGES; i++) {
            faulty_flash[i].health = HEALTH_GOOD;
        }
        add(1, ROLE_USER, STATUS_OK); /* with the markers that were missing */
        EXPECT(oracle_expect_clean(&oracle) == 2);
        restart();
        expect_as_modelled();
    }
}

/* Flash that takes nothing any more: every change fails, and the logins stay. */
static void test_dead_flash(void) {
    start();
    add(0, ROLE_MANAGER, STATUS_OK);
    add(1, ROLE_MANAGER, STATUS_OK);
    add(2, ROLE_USER, STATUS_OK);
    for (uint32_t i = 0; i < PAGES; i++) {
        faulty_flash[i].health = HEALTH_FROZEN;
    }
    add(3, ROLE_USER, STATUS_STORE_FAILED);
    remove_login(1, STATUS_STORE_FAILED);
    remove_login(2, STATUS_STORE_FAILED);
    restart();
    EXPECT(oracle_matches(&oracle));
}

/* A login whose page keeps parts of it is gone, and the answer tells of the parts. */
static void test_page_that_is_half_wiped(void) {
    uint32_t page;

    start();
    add(0, ROLE_MANAGER, STATUS_OK);
    add(1, ROLE_USER, STATUS_OK);
    page = page_of(RECORD_LOGIN, 1);
    faulty_flash[page].health = HEALTH_HALF_FROZEN;
    remove_login(1, STATUS_NOT_WIPED);
    EXPECT(oracle_page_holds_login(page, &oracle.logins[1]));
    restart();
    EXPECT(oracle_matches(&oracle));
    faulty_flash[page].health = HEALTH_GOOD;
    restart();
    expect_as_modelled();
}

/* An older record of a login, on a page that cannot be wiped, keeps it from being removed. */
static void test_older_record_that_stays(void) {
    uint32_t page;

    start();
    add(0, ROLE_MANAGER, STATUS_OK);
    add(1, ROLE_MANAGER, STATUS_OK);
    add(2, ROLE_MANAGER, STATUS_OK);
    page = page_of(RECORD_LOGIN, 0);
    faulty_flash[page].health = HEALTH_FROZEN;
    remove_login(1, STATUS_OK); /* before which the first is written afresh */
    EXPECT(record_kind(record_at(page)) == RECORD_LOGIN);
    remove_login(0, STATUS_STORE_FAILED);
    restart();
    EXPECT(oracle_matches(&oracle));
    faulty_flash[page].health = HEALTH_GOOD;
    remove_login(0, STATUS_OK);
    restart();
    expect_as_modelled();
}

/* In doubt about what it reads the device is as after a failed self-test: nothing is changed. */
static void test_failed_selftest(void) {
    start();
    add(0, ROLE_MANAGER, STATUS_OK);
    add(1, ROLE_MANAGER, STATUS_OK);
    selftest_passed = false;
    add(2, ROLE_USER, STATUS_SELF_TEST_FAILED);
    remove_login(1, STATUS_SELF_TEST_FAILED);
    EXPECT(logins_closed());
    selftest_passed = true;
    restart();
    expect_as_modelled();
}

int main(void) {
    crc32c_start();
    EXPECT(known_answers_right());
    faulty_flash_seed(1);
    test_first_login_closes();
    test_sixteen_logins();
    test_names();
    test_nothing_but_the_login_is_stored();
    test_room_for_keys_and_logins();
    test_logins_are_no_keys();
    test_pages_of_another_format();
    test_records_that_are_no_logins();
    test_rotten_pages();
    test_first_login_that_cannot_be_kept();
    test_first_login_that_cannot_be_taken_back();
    test_dead_flash();
    test_page_that_is_half_wiped();
    test_older_record_that_stays();
    test_failed_selftest();
    return 0;
}
