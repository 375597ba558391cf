#include "bad_pages.h"

#include <string.h>

#include "counters.h"
#include "record.h"

static uint8_t bad[PAGES_MAX / 8];
static uint32_t count;

void bad_pages_forget(void) {
    memset(bad, 0, sizeof bad);
    count = 0;
}

bool bad_pages_has(uint32_t page) {
    return (bad[page / 8] >> page % 8 & 1) != 0;
}

uint32_t bad_pages_count(void) {
    return count;
}

bool page_write(uint32_t page, const uint8_t data[BOARD_FLASH_PAGE_SIZE]) {
    board_show(BOARD_BUSY);
    counters[COUNTER_PAGES_WRITTEN]++;
    if (board_flash_replace(page, data) &&
        memcmp(board_flash_page(page), data, BOARD_FLASH_PAGE_SIZE) == 0) {
        return true;
    }
    if (!bad_pages_has(page)) {
        bad[page / 8] |= (uint8_t)(1u << page % 8);
        count++;
    }
    return false;
}

static bool fill_page(uint32_t page, uint8_t fill) {
    uint8_t blank[BOARD_FLASH_PAGE_SIZE];

    memset(blank, fill, sizeof blank);
    return page_write(page, blank);
}

bool page_wipe(uint32_t page) {
    const struct record *r = record_at(page);
    struct record wiped;

    if (record_valid(r)) {
        record_wiped(&wiped, r->sequence);
        if (page_write(page, (const uint8_t *)&wiped)) {
            return true;
        }
    }
    return fill_page(page, 0x00) || fill_page(page, 0xFF);
}
