/*
 * page_ring.h - the ring of pages that records are written to, one after the other.
 *
 * A record goes to the next blank page behind the newest, and carries a sequence
 * number higher than all before it. These numbers count page writes: 64 bits of them
 * last for any flash, and for a file at a million writes a second for 500,000 years.
 */
#ifndef DUE_HSM_PAGE_RING_H
#define DUE_HSM_PAGE_RING_H

#include <stdbool.h>
#include <stdint.h>

#include "record.h"

/* Pages kept free of records, so that a full store can replace one though some pages go bad. */
#define PAGES_SPARE 8

/* Starts a ring of so many pages, 0 to PAGES_MAX, with no record known yet. */
void page_ring_start(uint32_t pages);

/* How many pages the ring has, and how many records it is to hold at most. */
uint32_t page_ring_size(void);
uint32_t page_ring_room(void);

/* What a page may be: uniform, if all bytes are 00 or all FF; blank, if that or a wiped record. */
bool page_is_uniform(uint32_t page);
bool page_is_blank(uint32_t page);

/* There is a record on this page, wiped or not: the ring goes on behind the newest. */
void page_ring_found(uint32_t page);

/*
 * Writes the record to the next blank page that takes it; sets *page. False if
 * several pages in a row do not, or none is blank.
 */
bool page_ring_write(struct record *r, uint32_t *page);

#endif
