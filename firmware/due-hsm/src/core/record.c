#include "record.h"

#include <stddef.h>
#include <string.h>

#include "bytes.h"
#include "crc32c.h"

/* "DHK", "DHL" and "DHC", and the number of the format. */
#define FORMAT_1      0x014b4844u
#define FORMAT_2      0x024b4844u
#define FORMAT_LOGIN  0x014c4844u
#define FORMAT_MARKER 0x01434844u

#define CHECKED_SIZE offsetof(struct record, crc)

_Static_assert(sizeof(struct login) <= offsetof(struct key, id_size), "a login has no key id");

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

void record_init_login(struct record *r, const struct login *login) {
    memset(r, 0, sizeof *r);
    memcpy(r->login.inner, login->inner, sizeof r->login.inner);
    memcpy(r->login.outer, login->outer, sizeof r->login.outer);
    memcpy(r->login.name, login->name, login->name_size);
    r->login.name_size = login->name_size;
    r->login.role = login->role;
    r->format = FORMAT_LOGIN;
}

void record_init_marker(struct record *r) {
    memset(r, 0, sizeof *r);
    r->format = FORMAT_MARKER;
}

void record_seal(struct record *r, uint64_t sequence) {
    r->sequence = sequence;
    r->crc = crc32c_by_bits((const uint8_t *)r, CHECKED_SIZE);
}

static bool key_right(const struct key *key) {
    return key->id_size >= 1 && key->id_size + key->limits_size <= KEY_ID_MAX;
}

static bool login_right(const struct login *login) {
    return login->name_size >= 1 && login->name_size <= LOGIN_NAME_MAX &&
           (login->role == ROLE_USER || login->role == ROLE_MANAGER);
}

/* What it would be if the check is right. */
static enum record_kind kind_by_format(const struct record *r) {
    switch (r->format) {
    case FORMAT_1:
    case FORMAT_2:
        return r->format == format_of(r->key.limits_size) && key_right(&r->key) ? RECORD_KEY
                                                                                : RECORD_NONE;
    case FORMAT_LOGIN:
        return login_right(&r->login) ? RECORD_LOGIN : RECORD_NONE;
    case FORMAT_MARKER:
        return RECORD_MARKER;
    default:
        return RECORD_NONE;
    }
}

enum record_kind record_kind(const struct record *r) {
    enum record_kind kind = kind_by_format(r);

    return kind != RECORD_NONE && check_right(r) ? kind : RECORD_NONE;
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
