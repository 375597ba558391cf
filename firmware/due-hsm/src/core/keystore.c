#include "keystore.h"

#include <stddef.h>
#include <string.h>

#include "board.h"
#include "bytes.h"
#include "crc32c.h"
#include "record.h"
#include "selftest.h"

/* The most pages of a board that are used: one flash bank of the SAM3X8E. */
#define PAGES_MAX 1024

/* Pages kept free of keys, so that a full store can replace one though some pages go bad. */
#define PAGES_SPARE 8

/* Blank pages tried for one record before flash as a whole is held to be broken. */
#define WRITE_ATTEMPTS 8

/*
 * What RAM knows of the flash: where the keys are, and nothing secret. Entry i
 * is the record on page[i], id_crc[i] the CRC-32C of its id.
 *
 * Sequence numbers count page writes. 64 bits of them last for any flash, and
 * for a file at a million writes a second for 500,000 years.
 */
static struct {
    uint32_t pages;
    uint32_t count;
    uint32_t id_crc[KEYSTORE_CAPACITY];
    uint16_t page[KEYSTORE_CAPACITY];
    uint32_t last_page; /* where the newest record was written, if wiped since or not */
    uint64_t sequence;  /* of that record */
    uint8_t bad[PAGES_MAX / 8];
    uint32_t bad_pages;
    uint32_t pages_written;
    uint32_t generation;
} store;

/* Pages. */

static const struct record *record_at(uint32_t page) {
    return (const struct record *)(const void *)board_flash_page(page);
}

/* Whether all bytes are 00 or all FF. */
static bool is_uniform(uint32_t page) {
    const uint8_t *bytes = board_flash_page(page);

    for (uint32_t i = 1; i < BOARD_FLASH_PAGE_SIZE; i++) {
        if (bytes[i] != bytes[0]) {
            return false;
        }
    }
    return bytes[0] == 0x00 || bytes[0] == 0xFF;
}

static bool is_blank(uint32_t page) {
    return is_uniform(page) || record_is_wiped(record_at(page));
}

static bool is_bad(uint32_t page) {
    return (store.bad[page / 8] >> page % 8 & 1) != 0;
}

static void mark_bad(uint32_t page) {
    if (!is_bad(page)) {
        store.bad[page / 8] |= (uint8_t)(1u << page % 8);
        store.bad_pages++;
    }
}

/* Writes a page and reads it back. */
static bool write_page(uint32_t page, const uint8_t data[BOARD_FLASH_PAGE_SIZE]) {
    board_show(BOARD_BUSY);
    store.pages_written++;
    return board_flash_replace(page, data) &&
           memcmp(board_flash_page(page), data, BOARD_FLASH_PAGE_SIZE) == 0;
}

static bool fill_page(uint32_t page, uint8_t fill) {
    uint8_t blank[BOARD_FLASH_PAGE_SIZE];

    memset(blank, fill, sizeof blank);
    return write_page(page, blank);
}

/*
 * Makes the page blank; of a record its sequence number remains. A page that does
 * not take that may still take zeros or, if a bit of it stays 1, FF.
 */
static bool wipe_page(uint32_t page) {
    const struct record *r = record_at(page);
    struct record wiped;

    if (record_valid(r)) {
        record_wiped(&wiped, r->sequence);
        if (write_page(page, (const uint8_t *)&wiped)) {
            return true;
        }
        mark_bad(page);
    }
    if (fill_page(page, 0x00)) {
        return true;
    }
    mark_bad(page);
    return fill_page(page, 0xFF);
}

/*
 * Writes the record to the next blank page after the newest record that takes
 * it; sets *page. Each attempt has a number of its own, so that no two records
 * on flash, whole or not, ever have the same.
 */
static bool write_record(struct record *r, uint32_t *page) {
    uint32_t attempts = 0;
    uint32_t start = store.last_page;

    for (uint32_t i = 1; i <= store.pages && attempts < WRITE_ATTEMPTS; i++) {
        uint32_t candidate = (start + i) % store.pages;
        if (is_bad(candidate) || !is_blank(candidate)) {
            continue;
        }
        attempts++;
        record_seal(r, ++store.sequence);
        if (write_page(candidate, (const uint8_t *)r)) {
            store.last_page = candidate;
            *page = candidate;
            return true;
        }
        mark_bad(candidate);
        (void)wipe_page(candidate);
    }
    return false;
}

/* Entries. */

/*
 * The first entry from i on whose id has this CRC, or store.count. What every MAC
 * begins with: hence four at a time, and the pragma, for Clang knows no attribute.
 */
#pragma GCC push_options
#pragma GCC optimize("O2", "align-loops=16")
static uint32_t next_with_crc(uint32_t i, uint32_t crc) {
    for (; store.count - i >= 4; i += 4) {
        uint32_t a = store.id_crc[i];
        uint32_t b = store.id_crc[i + 1];
        uint32_t c = store.id_crc[i + 2];
        uint32_t d = store.id_crc[i + 3];
        loaded(&a, &b, &c, &d);
        if (a == crc || b == crc || c == crc || d == crc) {
            break;
        }
    }
    while (i < store.count && store.id_crc[i] != crc) {
        i++;
    }
    return i;
}
#pragma GCC pop_options

static bool entry_has_id(uint32_t i, const uint8_t *id, uint32_t id_size) {
    return record_has_id(record_at(store.page[i]), id, id_size);
}

/*
 * An id that is not found by its CRC is compared with all others, so that no fault
 * of the CRC's tables since start makes a second key of one that exists.
 */
static __attribute__((cold, noinline)) int32_t index_without_crc(const uint8_t *id,
                                                                 uint32_t id_size) {
    for (uint32_t i = 0; i < store.count; i++) {
        if (entry_has_id(i, id, id_size)) {
            selftest_fail();
            return (int32_t)i;
        }
    }
    return -1;
}

static int32_t index_of(const uint8_t *id, uint32_t id_size) {
    uint32_t crc;

    if (id_size > KEYSTORE_ID_MAX) {
        return -1;
    }
    crc = crc32c(id, id_size);
    for (uint32_t i = next_with_crc(0, crc); i < store.count; i = next_with_crc(i + 1, crc)) {
        if (entry_has_id(i, id, id_size)) {
            return (int32_t)i;
        }
    }
    return index_without_crc(id, id_size);
}

static void add_entry(uint32_t page) {
    const struct key *key = &record_at(page)->key;

    store.id_crc[store.count] = crc32c(key->id, key->id_size);
    store.page[store.count] = (uint16_t)page;
    store.count++;
}

static void remove_entry(uint32_t index) {
    store.count--;
    store.id_crc[index] = store.id_crc[store.count];
    store.page[index] = store.page[store.count];
}

/* Wipes all records of the entry's id but the entry itself; whether it could. In doubt it stops. */
static bool wipe_older(uint32_t index) {
    const struct key *key = &record_at(store.page[index])->key;
    bool wiped = true;

    for (uint32_t page = 0; page < store.pages; page++) {
        const struct record *r = record_at(page);
        if (page != store.page[index] && record_has_id(r, key->id, key->id_size) &&
            record_valid(r) && (selftest_failed() || !wipe_page(page))) {
            wiped = false;
        }
    }
    return wiped;
}

/* Moves the entry's record to a fresh page, if there is one; the old page is then an older record.
 */
static void rewrite(uint32_t index) {
    struct record r = *record_at(store.page[index]);
    uint32_t page;

    if (write_record(&r, &page)) {
        store.page[index] = (uint16_t)page;
    }
    wipe(&r, sizeof r);
}

/* Opening. */

/* Enters the record on this page, unless a newer one of its id is known. */
static void learn(uint32_t page) {
    const struct record *r = record_at(page);
    int32_t index = index_of(r->key.id, r->key.id_size);

    if (index < 0 && store.count < KEYSTORE_CAPACITY) {
        add_entry(page);
    } else if (index >= 0 && r->sequence > record_at(store.page[index])->sequence) {
        store.page[index] = (uint16_t)page;
    }
}

/* The ring goes on behind the page with the highest sequence number, its record wiped or not. */
static void go_on_behind(uint32_t page) {
    const struct record *r = record_at(page);

    if (r->sequence > store.sequence) {
        store.sequence = r->sequence;
        store.last_page = page;
    }
}

/*
 * Finds the keys, and wipes what is neither a record nor blank, on a second reading
 * of the page. In doubt, when that or the check computed without the tables has
 * another answer, it stops, with nothing wiped for it.
 */
static void learn_pages(void) {
    for (uint32_t page = 0; page < store.pages && !selftest_failed(); page++) {
        if (is_uniform(page)) {
            continue;
        }
        if (record_valid(record_at(page))) {
            learn(page);
            go_on_behind(page);
        } else if (record_is_wiped(record_at(page))) {
            go_on_behind(page);
        } else if (record_valid(record_at(page)) || is_blank(page)) {
            selftest_fail();
        } else {
            (void)wipe_page(page);
        }
    }
}

/* Wipes all records but the newest of each id; in doubt, none. */
static void drop_older(void) {
    for (uint32_t page = 0; page < store.pages; page++) {
        const struct record *r = record_at(page);
        int32_t index = record_valid(r) ? index_of(r->key.id, r->key.id_size) : -1;
        if (index >= 0 && page != store.page[index] && !selftest_failed()) {
            rewrite((uint32_t)index);
            (void)wipe_older((uint32_t)index);
        }
    }
}

void keystore_open(void) {
    memset(&store, 0, sizeof store);
    store.pages = board_properties.flash_pages;
    if (store.pages > PAGES_MAX) {
        store.pages = PAGES_MAX;
    }
    store.last_page = store.pages - 1;
    learn_pages();
    drop_older();
    if (selftest_failed()) {
        memset(&store, 0, sizeof store);
    }
}

/* Use. */

const struct key *keystore_at(uint32_t index) {
    return index < store.count ? &record_at(store.page[index])->key : NULL;
}

const struct key *keystore_find(const uint8_t *id, uint32_t id_size) {
    int32_t index = index_of(id, id_size);

    return index >= 0 ? keystore_at((uint32_t)index) : NULL;
}

enum status keystore_put(const struct key *key, bool replace) {
    struct record r;
    uint32_t page;
    bool written;
    int32_t index;

    if (!keystore_id_valid(key->id, key->id_size)) {
        return STATUS_BAD_KEY_ID;
    }
    index = index_of(key->id, key->id_size);
    if (selftest_failed()) {
        return STATUS_SELF_TEST_FAILED;
    }
    if (index >= 0 && !replace) {
        return STATUS_EXISTS;
    }
    if (index < 0 && store.count >= keystore_capacity()) {
        return STATUS_STORE_FULL;
    }

    record_init(&r, key);
    written = write_record(&r, &page);
    wipe(&r, sizeof r);
    if (!written) {
        return STATUS_STORE_FAILED;
    }
    store.generation++;
    if (index < 0) {
        add_entry(page);
        return STATUS_OK;
    }
    store.page[index] = (uint16_t)page;
    return wipe_older((uint32_t)index) ? STATUS_OK : STATUS_NOT_WIPED;
}

/*
 * Older records of the id, on pages that could not be wiped, go first: they
 * would be the key again once the newest is gone.
 */
enum status keystore_delete(const uint8_t *id, uint32_t id_size) {
    int32_t index = index_of(id, id_size);
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
    page = store.page[index];
    wiped = wipe_page(page);
    if (!wiped && record_valid(record_at(page))) {
        return STATUS_STORE_FAILED;
    }
    remove_entry((uint32_t)index);
    store.generation++;
    return wiped ? STATUS_OK : STATUS_NOT_WIPED;
}

uint32_t keystore_count(void) {
    return store.count;
}

uint32_t keystore_capacity(void) {
    uint32_t free_of_keys = store.bad_pages + PAGES_SPARE;
    uint32_t capacity = store.pages > free_of_keys ? store.pages - free_of_keys : 0;

    if (capacity > KEYSTORE_CAPACITY) {
        capacity = KEYSTORE_CAPACITY;
    }
    return capacity > store.count ? capacity : store.count;
}

uint32_t keystore_generation(void) {
    return store.generation;
}

uint32_t keystore_bad_pages(void) {
    return store.bad_pages;
}

uint32_t keystore_pages_written(void) {
    return store.pages_written;
}
