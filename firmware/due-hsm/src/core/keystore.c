#include "keystore.h"

#include <string.h>

#include "bad_pages.h"
#include "board.h"
#include "bytes.h"
#include "counters.h"
#include "key_id.h"
#include "key_index.h"
#include "logins.h"
#include "page_ring.h"
#include "record.h"
#include "selftest.h"

/* The entry with the id of this record, or -1. */
static int32_t index_of(const struct record *r) {
    return key_index_find(r->key.id, r->key.id_size);
}

static const struct record *entry(uint32_t index) {
    return record_at(key_index_page(index));
}

/* Wipes all records of the entry's id but the entry itself; whether it could. In doubt it stops. */
static bool wipe_older(uint32_t index) {
    const struct key *key = &entry(index)->key;
    bool wiped = true;

    for (uint32_t page = 0; page < page_ring_size(); page++) {
        const struct record *r = record_at(page);
        if (page != key_index_page(index) && record_has_id(r, key->id, key->id_size) &&
            record_kind(r) == RECORD_KEY && (selftest_failed() || !page_wipe(page))) {
            wiped = false;
        }
    }
    return wiped;
}

/* Opening. */

/* Moves the entry's record to a fresh page, if there is one; the old page is then an older record.
 */
static void rewrite(uint32_t index) {
    struct record r = *entry(index);
    uint32_t page;

    if (page_ring_write(&r, &page)) {
        key_index_move(index, page);
    }
    wipe(&r, sizeof r);
}

/* Enters the record on this page, unless a newer one of its id is known. */
static void learn(uint32_t page) {
    const struct record *r = record_at(page);
    int32_t index = index_of(r);

    if (index < 0 && key_index_count() < KEYS_MAX) {
        key_index_add(page);
    } else if (index >= 0 && r->sequence > entry((uint32_t)index)->sequence) {
        key_index_move((uint32_t)index, page);
    }
}

/*
 * Finds the keys and the logins, and wipes what is neither a record nor blank, on a second reading
 * of the page. In doubt, when that or the check computed without the tables has
 * another answer, it stops, with nothing wiped for it.
 */
static void learn_pages(void) {
    for (uint32_t page = 0; page < page_ring_size() && !selftest_failed(); page++) {
        if (page_is_uniform(page)) {
            continue;
        }
        enum record_kind kind = record_kind(record_at(page));
        if (kind == RECORD_KEY) {
            learn(page);
        } else if (kind != RECORD_NONE) {
            logins_found(page, kind);
        }
        if (kind != RECORD_NONE || record_is_wiped(record_at(page))) {
            page_ring_found(page);
        } else if (record_valid(record_at(page)) || page_is_blank(page)) {
            selftest_fail();
        } else {
            (void)page_wipe(page);
        }
    }
}

/* Wipes all records but the newest of each id; in doubt, none. */
static void drop_older(void) {
    for (uint32_t page = 0; page < page_ring_size(); page++) {
        const struct record *r = record_at(page);
        int32_t index = record_kind(r) == RECORD_KEY ? index_of(r) : -1;
        if (index >= 0 && page != key_index_page((uint32_t)index) && !selftest_failed()) {
            rewrite((uint32_t)index);
            (void)wipe_older((uint32_t)index);
        }
    }
}

/* A store of nothing and so many pages, on which nothing was done yet. */
static void start(uint32_t pages) {
    key_index_forget();
    logins_forget();
    bad_pages_forget();
    page_ring_start(pages);
    counters[COUNTER_KEY_CHANGES] = 0;
    counters[COUNTER_PAGES_WRITTEN] = 0;
}

void keystore_open(void) {
    uint32_t pages = board_properties.flash_pages;

    start(pages < PAGES_MAX ? pages : PAGES_MAX);
    learn_pages();
    drop_older();
    logins_recover();
    if (selftest_failed()) {
        start(0);
    }
}

/* Use. */

const struct key *keystore_at(uint32_t index) {
    return index < key_index_count() ? &entry(index)->key : NULL;
}

const struct key *keystore_find(const uint8_t *id, uint32_t id_size) {
    const struct record *r = key_index_record(id, id_size);

    return r != NULL ? &r->key : NULL;
}

enum status keystore_put(const struct key *key, bool replace) {
    struct record r;
    uint32_t page;
    bool written;
    int32_t index;

    if (!key_id_valid(key->id, key->id_size)) {
        return STATUS_BAD_KEY_ID;
    }
    if (key->id_size + key->limits_size > KEY_ID_MAX) {
        return STATUS_LIMITS_TOO_LONG;
    }
    index = key_index_find(key->id, key->id_size);
    if (selftest_failed()) {
        return STATUS_SELF_TEST_FAILED;
    }
    if (index >= 0 && !replace) {
        return STATUS_EXISTS;
    }
    if (index < 0 && key_index_count() >= keystore_capacity()) {
        return STATUS_STORE_FULL;
    }

    record_init(&r, key);
    written = page_ring_write(&r, &page);
    wipe(&r, sizeof r);
    if (!written) {
        return STATUS_STORE_FAILED;
    }
    counters[COUNTER_KEY_CHANGES]++;
    if (index < 0) {
        key_index_add(page);
        return STATUS_OK;
    }
    key_index_move((uint32_t)index, page);
    return wipe_older((uint32_t)index) ? STATUS_OK : STATUS_NOT_WIPED;
}

/*
 * Older records of the id, on pages that could not be wiped, go first: they
 * would be the key again once the newest is gone.
 */
enum status keystore_delete(const uint8_t *id, uint32_t id_size) {
    int32_t index = key_index_find(id, id_size);
    uint32_t page;
    bool wiped;

    if (selftest_failed()) {
        return STATUS_SELF_TEST_FAILED;
    }
    if (index < 0) {
        return STATUS_UNKNOWN_KEY;
    }
    if (!wipe_older((uint32_t)index)) {
        return STATUS_STORE_FAILED;
    }
    page = key_index_page((uint32_t)index);
    wiped = page_wipe(page);
    if (!wiped && record_kind(record_at(page)) == RECORD_KEY) {
        return STATUS_STORE_FAILED;
    }
    key_index_remove((uint32_t)index);
    counters[COUNTER_KEY_CHANGES]++;
    return wiped ? STATUS_OK : STATUS_NOT_WIPED;
}

uint32_t keystore_count(void) {
    return key_index_count();
}

uint32_t keystore_capacity(void) {
    uint32_t room = page_ring_room();
    uint32_t of_logins = logins_pages();
    uint32_t capacity = room > of_logins ? room - of_logins : 0;

    if (capacity > KEYS_MAX) {
        capacity = KEYS_MAX;
    }
    return capacity > key_index_count() ? capacity : key_index_count();
}
