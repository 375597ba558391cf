/*
 * record.h - what a flash page of the store is: a key, a login, or the marker of a closed
 * device.
 *
 * A key has one of two formats. Format 2 is that of keys with limits, which lie behind the id;
 * format 1 is that of all others, and of what was written before there were limits. Firmware
 * that knows only format 1 takes no record of format 2 for a key: it would let it do whatever
 * it can. Logins and markers have formats of their own, so that no verb ever takes the one for
 * the other; and where a key has the size of its id, a login's page has 0, which is none.
 *
 * The page is the struct as it lies in memory; every processor this core runs on
 * is little-endian and aligns alike, and the size is asserted. A page is a
 * record only if its format word and its CRC-32C say so. The CRC covers all
 * other bytes: of a page that a power cut left between two contents, one in 2^32
 * would pass, and none that differs from a record in 5 bits or fewer.
 *
 * A wiped page is all zeros but for the sequence number of the record that was on
 * it, and a CRC. So the ring goes on behind its last record even if that record is
 * gone: a device on which keys come and go would else write the same page over and
 * over, one start after another, until it is worn out.
 *
 * keystore_open() wipes every page that is neither blank nor a record. Firmware
 * with another format must therefore still know these, or lose the keys. Keys with
 * limits are lost to the firmware before them, logins and markers likewise: under that,
 * a device whose flash is kept (no upload to a Due keeps it) is open.
 */
#ifndef DUE_HSM_RECORD_H
#define DUE_HSM_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "board.h"
#include "bytes.h"
#include "key.h"
#include "login.h"

struct record {
    uint64_t sequence; /* of several records of one id or name the one with the highest counts */
    union {            /* by the format; of a marker nothing */
        struct key key;
        struct login login;
    };
    uint8_t reserved[32]; /* 0 */
    uint32_t format;      /* 0 on a wiped page */
    uint32_t crc;         /* CRC-32C of all before it */
};

_Static_assert(sizeof(struct record) == BOARD_FLASH_PAGE_SIZE, "a record fills a page");

enum record_kind { RECORD_NONE, RECORD_KEY, RECORD_LOGIN, RECORD_MARKER };

/* The page, as a record that it may be. */
static inline const struct record *record_at(uint32_t page) {
    return (const struct record *)(const void *)board_flash_page(page);
}

/*
 * Makes the record of a key whose id_size and limits_size are valid, of a login whose name_size
 * is, or the marker; record_seal() completes it.
 */
void record_init(struct record *r, const struct key *key);
void record_init_login(struct record *r, const struct login *login);
void record_init_marker(struct record *r);

/* Gives the record its place in time, and its CRC. */
void record_seal(struct record *r, uint64_t sequence);

/* What these bytes are; RECORD_NONE if not a sealed record. */
enum record_kind record_kind(const struct record *r);

/* Whether they are a sealed record of any kind. */
static inline bool record_valid(const struct record *r) {
    return record_kind(r) != RECORD_NONE;
}

/* Makes the wiped page of a record with this sequence number, and tells whether r is one. */
void record_wiped(struct record *r, uint64_t sequence);
bool record_is_wiped(const struct record *r);

/*
 * Whether r has this id, of a valid size; r may be any page. Here, and by words: it is
 * what every MAC begins with.
 */
static inline bool record_has_id(const struct record *r, const uint8_t *id, uint32_t id_size) {
    const uint8_t *own = r->key.id;
    uint32_t i = 0;

    if (r->key.id_size != id_size) {
        return false;
    }
    for (; id_size - i >= 4; i += 4) {
        if (load_word(&own[i]) != load_word(&id[i])) {
            return false;
        }
    }
    for (; i < id_size; i++) {
        if (own[i] != id[i]) {
            return false;
        }
    }
    return true;
}

#endif
