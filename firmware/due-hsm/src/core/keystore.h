/*
 * keystore.h - the keys of the device, in flash, by key id.
 *
 * A record holds the two HMAC midstates (RFC 2104: the hash state after the
 * inner and after the outer padded key), never the key itself. It fills one
 * flash page, and the pages form a ring: a record is written to the next blank
 * page, carries a sequence number higher than all before it, and is read back.
 * A change is one such write or one wipe, and that page operation is the moment
 * at which it happens:
 *
 *   add      write the record                             until it is whole: no key
 *   replace  write the new record, then wipe the old page until it is whole: the old key
 *   delete   wipe the page                                until it is broken: the key
 *
 * A power cut leaves at most one page with any content. keystore_open() tells
 * what a page is by its content alone: a record, if format, lengths and CRC-32C
 * say so; blank, if all bytes are 00 or all FF, or 00 but for the sequence number
 * of the record that was wiped there and a CRC; else a remnant of a torn
 * operation, which is wiped. Of several records of one id the newest counts and
 * the others are wiped. So the store is the old one or the new one, and no page
 * holds what was deleted or replaced. The recovery is made of the same writes
 * and wipes in the same order, so a power cut during it is just another one.
 *
 * One page needs care: a record torn at its very end may read right today and
 * wrong tomorrow, when the old record is gone. Where recovery finds an old
 * record beside the new one, it writes the new one afresh before it wipes both.
 * (An added key has no old record; torn so, before anyone was told that it is
 * there, it may yet be gone at a later start.)
 *
 * Whether a page is a record is decided by a CRC-32C that is fast by tables in SRAM.
 * They say yes, or are asked no more: what is no record by them is looked at again
 * without them, and written is only a CRC that was computed without them. If the two
 * differ, or a page reads differently the second time, the self-test counts as
 * failed (selftest.h): keystore_open() wipes nothing more and leaves the store closed
 * and empty, and a change that is under way leaves what it has not wiped yet
 * (STATUS_NOT_WIPED, STATUS_STORE_FAILED).
 *
 * Pages that do not take what is written are left alone and counted as bad. A
 * change whose old record cannot be wiped says so (STATUS_NOT_WIPED, or
 * STATUS_STORE_FAILED with nothing changed): after STATUS_OK every record that
 * the change made old is wiped. A remnant that recovery cannot wipe stays, and
 * with it what it holds of a secret; it is no record, and each keystore_open()
 * tries again.
 */
#ifndef DUE_HSM_KEYSTORE_H
#define DUE_HSM_KEYSTORE_H

#include <stdbool.h>
#include <stdint.h>

#include "status.h"

#define KEYSTORE_CAPACITY       128 /* keys, if the board has flash pages enough */
#define KEYSTORE_ID_MAX         128 /* bytes of a key id; at least 1 */
#define KEYSTORE_MIDSTATE_WORDS 8   /* room for SHA-256; HMAC-SHA1 uses 5 and zeros the rest */

enum key_algorithm { KEY_HMAC_SHA1 = 1 };

#define KEY_FLAG_GENERATED 0x01u /* made on the device */

/* A key as it lies in flash; the bytes of id from id_size on, and unused, are 0 there. */
struct key {
    uint64_t created; /* milliseconds since 1970 by the host's clock; 0: unknown */
    uint32_t inner[KEYSTORE_MIDSTATE_WORDS];
    uint32_t outer[KEYSTORE_MIDSTATE_WORDS];
    uint8_t id[KEYSTORE_ID_MAX];
    uint8_t id_size;   /* 1 to KEYSTORE_ID_MAX */
    uint8_t algorithm; /* enum key_algorithm */
    uint8_t flags;     /* KEY_FLAG_... */
    uint8_t unused[5];
};

/*
 * Reads the flash and finishes whatever a power cut interrupted. Call before all
 * others, with the self-test passed; every call starts from the flash alone, as after a reset.
 */
void keystore_open(void);

/* Whether bytes are a key id: 1 to KEYSTORE_ID_MAX bytes of UTF-8, no control characters. */
bool keystore_id_valid(const uint8_t *id, uint32_t id_size);

/*
 * The key with this id, or the key at an index below keystore_count(); NULL if
 * there is none. It is read in flash where it lies, at no cost, and lies there
 * until it is replaced or deleted; its index is valid until the next change.
 */
const struct key *keystore_find(const uint8_t *id, uint32_t id_size);
const struct key *keystore_at(uint32_t index);

/*
 * Adds the key, or with replace puts it in place of the one with its id. The
 * caller wipes *key.
 *
 * STATUS_BAD_KEY_ID, STATUS_EXISTS, STATUS_STORE_FULL, STATUS_STORE_FAILED,
 * STATUS_SELF_TEST_FAILED: nothing was changed. STATUS_OK: done. STATUS_NOT_WIPED: done, the new
 * key is in force, but the page of the old one could not be wiped.
 */
enum status keystore_put(const struct key *key, bool replace);

/*
 * Deletes the key and wipes its page. STATUS_UNKNOWN_KEY, STATUS_STORE_FAILED,
 * STATUS_SELF_TEST_FAILED: nothing was changed. STATUS_OK: done. STATUS_NOT_WIPED: the key is gone,
 * but parts of it are still in its page.
 */
enum status keystore_delete(const uint8_t *id, uint32_t id_size);

/* How many keys there are, and how many there can be. */
uint32_t keystore_count(void);
uint32_t keystore_capacity(void);

/* A number that changes with every change of the store. */
uint32_t keystore_generation(void);

/* Pages found unusable since start, and pages written since start. */
uint32_t keystore_bad_pages(void);
uint32_t keystore_pages_written(void);

#endif
