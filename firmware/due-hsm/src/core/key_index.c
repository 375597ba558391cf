#include "key_index.h"

#include "bytes.h"
#include "crc32c.h"
#include "selftest.h"

#define BUCKETS 128u /* of entries, by the low bits of the CRC of their ids; a power of 2 */
#define NONE    0xFFu

_Static_assert(KEYS_MAX <= NONE, "an entry fits a byte");

/* Entry i is the record on page[i], id_crc[i] the CRC-32C of its id. */
static struct index {
    uint32_t count;
    uint32_t id_crc[KEYS_MAX];
    uint16_t page[KEYS_MAX];
    uint8_t first[BUCKETS]; /* an entry of the bucket, or NONE */
    uint8_t next[KEYS_MAX]; /* the entry after i of its bucket, or NONE */
} entries;

void key_index_forget(void) {
    memset(&entries, 0, sizeof entries);
    memset(entries.first, NONE, sizeof entries.first);
}

uint32_t key_index_count(void) {
    return entries.count;
}

uint32_t key_index_page(uint32_t index) {
    return entries.page[index];
}

/* What every MAC begins with: hence the pragma, for Clang knows no attribute. */
#pragma GCC push_options
#pragma GCC optimize("O2", "align-loops=16")

/*
 * An id that is not found by its CRC is compared with all others, so that no fault
 * of the CRC's tables since start makes a second key of one that exists.
 */
static __attribute__((cold, noinline)) uint32_t find_without_crc(const uint8_t *id,
                                                                 uint32_t id_size) {
    for (uint32_t i = 0; i < entries.count; i++) {
        if (record_has_id(record_at(entries.page[i]), id, id_size)) {
            selftest_fail();
            return i;
        }
    }
    return NONE;
}

/* The entry with this id and its record, or NONE. */
static inline uint32_t find(const uint8_t *id, uint32_t id_size, const struct record **found) {
    const struct index *e = immediate(&entries);

    if (id_size > KEY_ID_MAX) {
        return NONE;
    }
    uint32_t crc = crc32c(id, id_size);
    uint32_t i = e->first[crc % BUCKETS];
    for (; i != NONE; i = e->next[i]) {
        *found = record_at(e->page[i]);
        if (LIKELY(e->id_crc[i] == crc && record_has_id(*found, id, id_size))) {
            return i;
        }
    }
    i = find_without_crc(id, id_size);
    *found = i != NONE ? record_at(entries.page[i]) : NULL;
    return i;
}

int32_t key_index_find(const uint8_t *id, uint32_t id_size) {
    const struct record *found;
    uint32_t i = find(id, id_size, &found);

    return i != NONE ? (int32_t)i : -1;
}

const struct record *key_index_record(const uint8_t *id, uint32_t id_size) {
    const struct record *found;

    return find(id, id_size, &found) != NONE ? found : NULL;
}

#pragma GCC pop_options

/* Puts the entry into its bucket. */
static void enter(uint32_t index) {
    uint8_t *first = &entries.first[entries.id_crc[index] % BUCKETS];

    entries.next[index] = *first;
    *first = (uint8_t)index;
}

void key_index_add(uint32_t page) {
    const struct key *key = &record_at(page)->key;
    uint32_t index = entries.count++;

    entries.id_crc[index] = crc32c(key->id, key->id_size);
    entries.page[index] = (uint16_t)page;
    enter(index);
}

void key_index_move(uint32_t index, uint32_t page) {
    entries.page[index] = (uint16_t)page;
}

void key_index_remove(uint32_t index) {
    entries.count--;
    entries.id_crc[index] = entries.id_crc[entries.count];
    entries.page[index] = entries.page[entries.count];
    memset(entries.first, NONE, sizeof entries.first);
    for (uint32_t i = 0; i < entries.count; i++) {
        enter(i);
    }
}
