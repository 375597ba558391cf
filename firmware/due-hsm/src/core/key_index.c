#include "key_index.h"

#include "bytes.h"
#include "crc32c.h"
#include "selftest.h"

#define BUCKETS 128u /* of entries, by the low bits of the CRC of their ids; a power of 2 */
#define NONE    0xFFu

_Static_assert(KEYS_MAX <= NONE, "an entry fits a byte");

/* Entry i is the record on page[i], id_crc[i] the CRC-32C of its id. */
static struct {
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

static bool entry_has_id(uint32_t i, const uint8_t *id, uint32_t id_size) {
    return record_has_id(record_at(entries.page[i]), id, id_size);
}

/*
 * An id that is not found by its CRC is compared with all others, so that no fault
 * of the CRC's tables since start makes a second key of one that exists.
 */
static __attribute__((cold, noinline)) int32_t find_without_crc(const uint8_t *id,
                                                                uint32_t id_size) {
    for (uint32_t i = 0; i < entries.count; i++) {
        if (entry_has_id(i, id, id_size)) {
            selftest_fail();
            return (int32_t)i;
        }
    }
    return -1;
}

int32_t key_index_find(const uint8_t *id, uint32_t id_size) {
    uint32_t crc;

    if (id_size > KEY_ID_MAX) {
        return -1;
    }
    crc = crc32c(id, id_size);
    for (uint32_t i = entries.first[crc % BUCKETS]; i != NONE; i = entries.next[i]) {
        if (entries.id_crc[i] == crc && entry_has_id(i, id, id_size)) {
            return (int32_t)i;
        }
    }
    return find_without_crc(id, id_size);
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
