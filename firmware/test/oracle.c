#define _GNU_SOURCE
#include "oracle.h"

#include <string.h>

#include "algorithm.h"
#include "bytes.h"
#include "crc32c.h"
#include "expect.h"
#include "faulty_flash.h"
#include "key_limits.h"
#include "logins.h"
#include "record.h"

/* Where a page has its sequence number, and where its CRC. */
#define SEQUENCE_SIZE 8
#define CRC_AT        (BOARD_FLASH_PAGE_SIZE - 4)

/* Of each midstate; the others are 0. */
static uint32_t words_of(const struct key *key) {
    return algorithm_key_hash(key->algorithm)->size / 4;
}

/* Of regions, as long as any that fit behind the id, but for the shortest that are none. */
static void add_limits(struct key *key) {
    uint32_t room = KEY_ID_MAX - (uint32_t)key->id_size;
    uint8_t *limits = &key->id[key->id_size];

    if (room < 3) {
        return;
    }
    uint32_t size = 3 + faulty_flash_random(room - 2);
    key->limits_size = (uint8_t)size;
    limits[0] = LIMIT_REGIONS;
    limits[1] = (uint8_t)(size - 2);
    for (uint32_t i = 2; i < size; i++) {
        limits[i] = (uint8_t)('0' + faulty_flash_random(10));
    }
}

struct key oracle_key(uint32_t number) {
    static uint64_t made;
    struct key key;

    EXPECT(number < ORACLE_KEYS);
    memset(&key, 0, sizeof key);
    key.created = ++made;
    key.algorithm = (uint8_t)(ALGORITHM_HMAC_SHA1 + faulty_flash_random(3));
    key.flags = (uint8_t)(made % 2);
    key.id_size = (uint8_t)(number % KEY_ID_MAX + 1);
    memset(key.id, number < KEY_ID_MAX ? 'a' : 'b', key.id_size);
    if (faulty_flash_random(2) == 0) {
        add_limits(&key);
    }
    for (uint32_t i = 0; i < words_of(&key); i++) {
        key.inner[i] = faulty_flash_random(UINT32_MAX);
        key.outer[i] = faulty_flash_random(UINT32_MAX);
    }
    return key;
}

struct login oracle_login(uint32_t number, enum role role) {
    struct login login;

    EXPECT(number < ORACLE_LOGINS);
    memset(&login, 0, sizeof login);
    login.role = (uint8_t)role;
    login.name_size = (uint8_t)(number % LOGIN_NAME_MAX + 1);
    memset(login.name, number < LOGIN_NAME_MAX ? 'a' : 'b', login.name_size);
    for (uint32_t i = 0; i < HASH_WORDS_MAX; i++) {
        login.inner[i] = faulty_flash_random(UINT32_MAX);
        login.outer[i] = faulty_flash_random(UINT32_MAX);
    }
    return login;
}

uint32_t oracle_logins_of(const struct oracle *oracle, enum role role) {
    uint32_t count = 0;

    for (uint32_t i = 0; i < ORACLE_LOGINS; i++) {
        count += oracle->login_present[i] && oracle->logins[i].role == role;
    }
    return count;
}

uint32_t oracle_logins_count(const struct oracle *oracle) {
    return oracle_logins_of(oracle, ROLE_USER) + oracle_logins_of(oracle, ROLE_MANAGER);
}

uint32_t oracle_count(const struct oracle *oracle) {
    uint32_t count = 0;

    for (uint32_t i = 0; i < ORACLE_KEYS; i++) {
        count += oracle->present[i];
    }
    return count;
}

static bool holds(const struct oracle *oracle, const struct key *key) {
    for (uint32_t i = 0; i < ORACLE_KEYS; i++) {
        if (oracle->present[i] && memcmp(&oracle->keys[i], key, sizeof *key) == 0) {
            return true;
        }
    }
    return false;
}

static bool holds_login(const struct oracle *oracle, const struct login *login) {
    for (uint32_t i = 0; i < ORACLE_LOGINS; i++) {
        if (oracle->login_present[i] && memcmp(&oracle->logins[i], login, sizeof *login) == 0) {
            return true;
        }
    }
    return false;
}

static bool logins_match(const struct oracle *oracle) {
    if (logins_closed() != oracle->closed || logins_count() != oracle_logins_count(oracle) ||
        logins_at(logins_count()) != NULL) {
        return false;
    }
    for (uint32_t i = 0; i < ORACLE_LOGINS; i++) {
        const struct login *login = &oracle->logins[i];
        if (oracle->login_present[i] && logins_find(login->name, login->name_size) == NULL) {
            return false;
        }
    }
    for (uint32_t i = 0; i < logins_count(); i++) {
        const struct login *login = logins_at(i);
        if (logins_find(login->name, login->name_size) != login || !holds_login(oracle, login)) {
            return false;
        }
    }
    return true;
}

/* Equal counts, every key found by its id, and every index another one of them; logins likewise. */
bool oracle_matches(const struct oracle *oracle) {
    const struct key *key;

    if (!logins_match(oracle)) {
        return false;
    }
    if (keystore_count() != oracle_count(oracle) || keystore_at(keystore_count()) != NULL) {
        return false;
    }
    for (uint32_t i = 0; i < ORACLE_KEYS; i++) {
        if (oracle->present[i]) {
            key = keystore_find(oracle->keys[i].id, oracle->keys[i].id_size);
            if (key == NULL || memcmp(key, &oracle->keys[i], sizeof *key) != 0) {
                return false;
            }
        }
    }
    for (uint32_t i = 0; i < keystore_count(); i++) {
        key = keystore_at(i);
        if (keystore_find(key->id, key->id_size) != key || !holds(oracle, key)) {
            return false;
        }
    }
    return true;
}

static bool all_equal(const uint8_t *bytes, uint32_t size) {
    return memcmp(bytes, bytes + 1, size - 1) == 0;
}

/* Whether there is nothing between the sequence number and the CRC. */
static bool is_empty(const uint8_t bytes[BOARD_FLASH_PAGE_SIZE]) {
    return all_equal(bytes + SEQUENCE_SIZE, CRC_AT - SEQUENCE_SIZE);
}

/* All 00 or all FF, or 00 but for a sequence number and the CRC. */
static bool is_blank(const uint8_t bytes[BOARD_FLASH_PAGE_SIZE]) {
    if (all_equal(bytes, BOARD_FLASH_PAGE_SIZE)) {
        return bytes[0] == 0x00 || bytes[0] == 0xFF;
    }
    return is_empty(bytes) && bytes[SEQUENCE_SIZE] == 0x00 &&
           load_le32(bytes + CRC_AT) == crc32c(bytes, CRC_AT);
}

static bool is_broken(const struct faulty_page *page) {
    return page->health == HEALTH_FROZEN || page->health == HEALTH_HALF_FROZEN ||
           page->health == HEALTH_FROZEN_FOR_A_TIME || page->health == HEALTH_WORN;
}

/* Whether there is what this record of a kind is of. */
static bool exists(const struct record *r, enum record_kind kind) {
    switch (kind) {
    case RECORD_KEY:
        return keystore_find(r->key.id, r->key.id_size) != NULL;
    case RECORD_LOGIN:
        return logins_find(r->login.name, r->login.name_size) != NULL;
    case RECORD_MARKER:
        return logins_closed();
    default:
        return true;
    }
}

static bool is_in(const struct oracle *oracle, const struct record *r, enum record_kind kind) {
    switch (kind) {
    case RECORD_KEY:
        return holds(oracle, &r->key);
    case RECORD_LOGIN:
        return holds_login(oracle, &r->login);
    case RECORD_MARKER:
        return oracle->closed;
    default:
        return false;
    }
}

uint32_t oracle_expect_clean(const struct oracle *oracle) {
    uint32_t found[RECORD_MARKER + 1] = {0};

    for (uint32_t i = 0; i < board_properties.flash_pages; i++) {
        struct record r;
        if (is_blank(faulty_flash[i].bytes)) {
            continue;
        }
        memcpy(&r, faulty_flash[i].bytes, sizeof r);
        enum record_kind kind = record_kind(&r);
        if (is_broken(&faulty_flash[i])) {
            EXPECT(exists(&r, kind));
        } else {
            EXPECT(is_in(oracle, &r, kind));
            found[kind]++;
        }
    }
    EXPECT(found[RECORD_KEY] <= oracle_count(oracle));
    EXPECT(found[RECORD_LOGIN] <= oracle_logins_count(oracle));
    EXPECT(found[RECORD_MARKER] <= 2);
    return found[RECORD_MARKER];
}

static bool page_holds_words(const struct faulty_page *page, const uint32_t words[2]) {
    uint32_t swapped[2] = {__builtin_bswap32(words[0]), __builtin_bswap32(words[1])};

    return memmem(page->bytes, sizeof page->bytes, words, sizeof swapped) != NULL ||
           memmem(page->bytes, sizeof page->bytes, swapped, sizeof swapped) != NULL;
}

/* Two words at a time: so short a piece is still no chance hit. */
static bool page_holds(uint32_t page, const uint32_t *inner, const uint32_t *outer,
                       uint32_t words) {
    if (is_empty(faulty_flash[page].bytes)) {
        return false;
    }
    for (uint32_t word = 0; word + 1 < words; word++) {
        if (page_holds_words(&faulty_flash[page], &inner[word]) ||
            page_holds_words(&faulty_flash[page], &outer[word])) {
            return true;
        }
    }
    return false;
}

bool oracle_page_holds(uint32_t page, const struct key *key) {
    return page_holds(page, key->inner, key->outer, words_of(key));
}

bool oracle_page_holds_login(uint32_t page, const struct login *login) {
    return page_holds(page, login->inner, login->outer, HASH_WORDS_MAX);
}

bool oracle_flash_holds(const struct key *key) {
    for (uint32_t i = 0; i < board_properties.flash_pages; i++) {
        if (!is_broken(&faulty_flash[i]) && oracle_page_holds(i, key)) {
            return true;
        }
    }
    return false;
}

bool oracle_flash_holds_login(const struct login *login) {
    for (uint32_t i = 0; i < board_properties.flash_pages; i++) {
        if (!is_broken(&faulty_flash[i]) && oracle_page_holds_login(i, login)) {
            return true;
        }
    }
    return false;
}
