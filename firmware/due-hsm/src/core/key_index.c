#include "key_index.h"

#include "bytes.h"
#include "crc32c.h"
#include "selftest.h"

/* Entry i is the record on page[i], id_crc[i] the CRC-32C of its id. */
static struct {
    uint32_t count;
    uint32_t id_crc[KEYS_MAX];
    uint16_t page[KEYS_MAX];
} entries;

void key_index_forget(void) {
    memset(&entries, 0, sizeof entries);
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

/* The first entry from i on whose id has this CRC, or the count; four at a time. */
static uint32_t next_with_crc(uint32_t i, uint32_t crc) {
    for (; entries.count - i >= 4; i += 4) {
        uint32_t a = entries.id_crc[i];
        uint32_t b = entries.id_crc[i + 1];
        uint32_t c = entries.id_crc[i + 2];
        uint32_t d = entries.id_crc[i + 3];
        loaded(&a, &b, &c, &d);
        if (a == crc || b == crc || c == crc || d == crc) {
            break;
        }
    }
    while (i < entries.count && entries.id_crc[i] != crc) {
        i++;
    }
    return i;
}

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
    for (uint32_t i = next_with_crc(0, crc); i < entries.count; i = next_with_crc(i + 1, crc)) {
        if (entry_has_id(i, id, id_size)) {
            return (int32_t)i;
        }
    }
    return find_without_crc(id, id_size);
}

#pragma GCC pop_options

void key_index_add(uint32_t page) {
    const struct key *key = &record_at(page)->key;

    entries.id_crc[entries.count] = crc32c(key->id, key->id_size);
    entries.page[entries.count] = (uint16_t)page;
    entries.count++;
}

void key_index_move(uint32_t index, uint32_t page) {
    entries.page[index] = (uint16_t)page;
}

void key_index_remove(uint32_t index) {
    entries.count--;
    entries.id_crc[index] = entries.id_crc[entries.count];
    entries.page[index] = entries.page[entries.count];
}
