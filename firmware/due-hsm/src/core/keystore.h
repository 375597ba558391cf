/*
 * keystore.h - the keys of the device, in flash, by key id. The logins lie in the same pages,
 * and are opened with them (logins.h).
 *
 * A key is a record (record.h), which fills one page of flash. Records are written
 * around a ring of pages (page_ring.h), and found by an index in RAM (key_index.h).
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
 * Pages that do not take what is written are left alone (bad_pages.h). A change
 * whose old record cannot be wiped says so (STATUS_NOT_WIPED, or
 * STATUS_STORE_FAILED with nothing changed): after STATUS_OK every record that
 * the change made old is wiped. A remnant that recovery cannot wipe stays, and
 * with it what it holds of a secret; it is no record, and each keystore_open()
 * tries again.
 */
#ifndef DUE_HSM_KEYSTORE_H
#define DUE_HSM_KEYSTORE_H

#include <stdbool.h>
#include <stdint.h>

#include "key.h"
#include "status.h"

/*
 * Reads the flash and finishes whatever a power cut interrupted. Call before all
 * others, with the self-test passed; every call starts from the flash alone, as after a reset.
 */
void keystore_open(void);

/*
 * The key with this id, or the key at an index below keystore_count(); NULL if
 * there is none. It is read in flash where it lies, at no cost, and lies there
 * until it is replaced or deleted; its index is valid until the next change.
 */
const struct key *keystore_find(const uint8_t *id, uint32_t id_size);
const struct key *keystore_at(uint32_t index);

/*
 * Adds the key, or with replace puts it in place of the one with its id, limits and all. Of
 * the limits (key_limits.h) only the size is looked at. The caller wipes *key.
 *
 * STATUS_BAD_KEY_ID, STATUS_LIMITS_TOO_LONG, STATUS_EXISTS, STATUS_STORE_FULL,
 * STATUS_STORE_FAILED, STATUS_SELF_TEST_FAILED: nothing was changed. STATUS_OK: done.
 * STATUS_NOT_WIPED: done, the new key is in force, but the page of the old one could not be wiped.
 */
enum status keystore_put(const struct key *key, bool replace);

/*
 * Deletes the key and wipes its page. STATUS_UNKNOWN_KEY, STATUS_STORE_FAILED,
 * STATUS_SELF_TEST_FAILED: nothing was changed. STATUS_OK: done. STATUS_NOT_WIPED: the key is gone,
 * but parts of it are still in its page.
 */
enum status keystore_delete(const uint8_t *id, uint32_t id_size);

/*
 * How many keys there are, and how many there can be: logins take pages, too, and those of the
 * first are kept free for it.
 */
uint32_t keystore_count(void);
uint32_t keystore_capacity(void);

#endif
