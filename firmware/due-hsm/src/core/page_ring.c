#include "page_ring.h"

#include "bad_pages.h"
#include "board.h"

/* Blank pages tried for one record before flash as a whole is held to be broken. */
#define WRITE_ATTEMPTS 8

static struct {
    uint32_t pages;
    uint32_t last_page; /* where the newest record was written, if wiped since or not */
    uint64_t sequence;  /* of that record */
} ring;

void page_ring_start(uint32_t pages) {
    ring.pages = pages;
    ring.last_page = pages - 1;
    ring.sequence = 0;
}

uint32_t page_ring_size(void) {
    return ring.pages;
}

uint32_t page_ring_room(void) {
    uint32_t free_of_records = bad_pages_count() + PAGES_SPARE;

    return ring.pages > free_of_records ? ring.pages - free_of_records : 0;
}

bool page_is_uniform(uint32_t page) {
    const uint8_t *bytes = board_flash_page(page);

    for (uint32_t i = 1; i < BOARD_FLASH_PAGE_SIZE; i++) {
        if (bytes[i] != bytes[0]) {
            return false;
        }
    }
    return bytes[0] == 0x00 || bytes[0] == 0xFF;
}

bool page_is_blank(uint32_t page) {
    return page_is_uniform(page) || record_is_wiped(record_at(page));
}

void page_ring_found(uint32_t page) {
    const struct record *r = record_at(page);

    if (r->sequence > ring.sequence) {
        ring.sequence = r->sequence;
        ring.last_page = page;
    }
}

/*
 * Each attempt has a number of its own, so that no two records on flash, whole or
 * not, ever have the same.
 */
bool page_ring_write(struct record *r, uint32_t *page) {
    uint32_t attempts = 0;
    uint32_t start = ring.last_page;

    for (uint32_t i = 1; i <= ring.pages && attempts < WRITE_ATTEMPTS; i++) {
        uint32_t candidate = (start + i) % ring.pages;
        if (bad_pages_has(candidate) || !page_is_blank(candidate)) {
            continue;
        }
        attempts++;
        record_seal(r, ++ring.sequence);
        if (page_write(candidate, (const uint8_t *)r)) {
            ring.last_page = candidate;
            *page = candidate;
            return true;
        }
        (void)page_wipe(candidate);
    }
    return false;
}
