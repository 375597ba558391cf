#include "record.h"

#include <stddef.h>
#include <string.h>

#include "bytes.h"
#include "crc32c.h"

/* "DHK", and the number of the format. */
#define FORMAT_1 0x014b4844u
#define FORMAT_2 0x024b4844u

#define CHECKED_SIZE offsetof(struct record, crc)

/* The one format of a key with so many bytes of limits. */
static uint32_t format_of(uint32_t limits_size) {
    return limits_size == 0 ? FORMAT_1 : FORMAT_2;
}

static bool check_right(const struct record *r) {
    return crc32c_ends((const uint8_t *)r, CHECKED_SIZE);
}

void record_init(struct record *r, const struct key *key) {
    memset(r, 0, sizeof *r);
    r->key.created = key->created;
    memcpy(r->key.inner, key->inner, sizeof r->key.inner);
    memcpy(r->key.outer, key->outer, sizeof r->key.outer);
    memcpy(r->key.id, key->id, (uint32_t)key->id_size + key->limits_size);
    r->key.id_size = key->id_size;
    r->key.algorithm = key->algorithm;
    r->key.flags = key->flags;
    r->key.limits_size = key->limits_size;
    r->format = format_of(key->limits_size);
}

void record_seal(struct record *r, uint64_t sequence) {
    r->sequence = sequence;
    r->crc = crc32c_by_bits((const uint8_t *)r, CHECKED_SIZE);
}

bool record_valid(const struct record *r) {
    return r->format == format_of(r->key.limits_size) && r->key.id_size >= 1 &&
           r->key.id_size + r->key.limits_size <= KEY_ID_MAX && check_right(r);
}

void record_wiped(struct record *r, uint64_t sequence) {
    memset(r, 0, sizeof *r);
    record_seal(r, sequence);
}

bool record_is_wiped(const struct record *r) {
    const uint8_t *bytes = (const uint8_t *)r;

    for (uint32_t i = offsetof(struct record, key); i < CHECKED_SIZE; i++) {
        if (bytes[i] != 0) {
            return false;
        }
    }
    return check_right(r);
}
