/*
 * bad_pages.h - how the key store writes and wipes a page of flash, and what becomes
 * of one that does not take it.
 *
 * Whatever is written is read back. A page that differs then, or of which the flash
 * controller reported an error, is bad until the next start: the ring (page_ring.h)
 * passes it over, and it is counted, for INFO. What is on it is wiped as well as may
 * be: by zeros, or if a bit of it stays 1, by ones.
 */
#ifndef DUE_HSM_BAD_PAGES_H
#define DUE_HSM_BAD_PAGES_H

#include <stdbool.h>
#include <stdint.h>

#include "board.h"

/* The most pages of a board that are used: one flash bank of the SAM3X8E. */
#define PAGES_MAX 1024

/* Holds all pages to be good. */
void bad_pages_forget(void);

/* Whether the page is bad; how many are. */
bool bad_pages_has(uint32_t page);
uint32_t bad_pages_count(void);

/* Writes a page and reads it back; if it has not taken the data it is bad from then on. */
bool page_write(uint32_t page, const uint8_t data[BOARD_FLASH_PAGE_SIZE]);

/*
 * Makes the page blank; of a record its sequence number remains. False, and the page
 * is bad, if it can be made blank in no way.
 */
bool page_wipe(uint32_t page);

#endif
