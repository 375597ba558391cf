/*
 * logins.h - the logins of the device, by name, and whether it is closed (PROTOCOL.md section 4).
 *
 * A device without logins is open. The first login, a manager's, closes it, for good: closed is
 * what two markers say, pages of their own, or any login that there is. One readable page of
 * them is enough. A closed device without a readable login lets nobody in.
 *
 * Logins and markers are records (record.h), and lie in the ring of pages with the keys; RAM
 * has the page of each login, nothing secret. A login is never replaced. After a power cut:
 *
 *   add the first  write the login, then one marker after the other: until the login is whole,
 *                  open, and nothing is left of it; from then on closed, with that login
 *   add another    write the login                           until it is whole: no login
 *   remove         wipe the page                             until it is broken: the login
 *
 * A record torn at its very end may read right today and wrong tomorrow (keystore.h). So
 * nothing is built upon one that may be such a one: where recovery finds a login and no marker,
 * it writes the login afresh before the markers, lest the device be closed without any; and before
 * a manager goes, another is written afresh.
 *
 * A marker that is missing is written again at start. One that cannot be written at all
 * takes the first login with it, as far as flash lets it go.
 */
#ifndef DUE_HSM_LOGINS_H
#define DUE_HSM_LOGINS_H

#include <stdbool.h>
#include <stdint.h>

#include "login.h"
#include "record.h"
#include "status.h"

/* Whether the device is closed. */
bool logins_closed(void);

/*
 * The login of this name, or at an index below logins_count(); NULL if there is none. It is
 * read in flash where it lies. The next change of the logins may move it, and its index.
 */
const struct login *logins_find(const uint8_t *name, uint32_t name_size);
const struct login *logins_at(uint32_t index);

uint32_t logins_count(void);

/* Whether bytes are a name: 1 to LOGIN_NAME_MAX bytes of UTF-8, no control characters. */
bool login_name_valid(const uint8_t *name, uint32_t name_size);

/*
 * Adds a login, whose name and role are valid. The caller wipes *login.
 *
 * STATUS_NOT_PERMITTED (the first, and not a manager's), STATUS_EXISTS, STATUS_STORE_FULL,
 * STATUS_STORE_FAILED, STATUS_SELF_TEST_FAILED: nothing was changed. STATUS_OK: done.
 * STATUS_NOT_WIPED: not all of it could be written, nor be taken back; the login is there.
 */
enum status logins_add(const struct login *login);

/*
 * Removes the login and wipes its page. STATUS_UNKNOWN_KEY, STATUS_NOT_PERMITTED (the last
 * manager), STATUS_STORE_FAILED, STATUS_SELF_TEST_FAILED: nothing was changed. STATUS_OK: done.
 * STATUS_NOT_WIPED: the login is gone, but parts of it are still in its page.
 */
enum status logins_remove(const uint8_t *name, uint32_t name_size);

/* For the key store. */

/* Forgets all: the device is open as far as anybody knows. */
void logins_forget(void);

/* This page is a login or a marker, as said. */
void logins_found(uint32_t page, enum record_kind kind);

/* Finishes what a power cut interrupted, once all pages have been found; in doubt nothing. */
void logins_recover(void);

/* How many pages of the ring are theirs, or kept for the first of them. */
uint32_t logins_pages(void);

#endif
