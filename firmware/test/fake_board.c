#include "fake_board.h"

#include <string.h>

#include "harness.h"
#include "link.h"
#include "session_seed.h"

#define FIRST_ID_BYTE 0xA0

const struct board_properties board_properties __attribute__((weak)) = {
    .kind = BOARD_KIND_HOST,
    .window = 16,
    .receive_bytes = 16384,
    .flash_pages = FAKE_FLASH_PAGES,
};

struct fake_board fake_board __attribute__((aligned(8)));

void fake_board_new(void) {
    memset(&fake_board, 0, sizeof fake_board);
    memset(fake_board.flash, 0xFF, sizeof fake_board.flash);
}

/* Tests hand their bytes to link_receive() themselves. */
uint32_t board_receive(uint8_t **data) {
    *data = NULL;
    fail_test(__FILE__, __LINE__, "no test calls board_receive()");
}

static void leaving(void) {
    if (fake_board.leaving != NULL) {
        fake_board.leaving();
    }
}

void board_send(const uint8_t *data, uint32_t size) {
    leaving();
    CHECK(size >= 1 && size <= LINK_OUTPUT_SIZE);
    CHECK(size <= FAKE_SENT_MAX - fake_board.sent_size);
    memcpy(&fake_board.sent[fake_board.sent_size], data, size);
    fake_board.sent_size += size;
    fake_board.sends++;
}

void board_bind(void) {
    leaving();
    fake_board.binds++;
}

void board_show(enum board_state state) {
    fake_board.shown = state;
    fake_board.shows++;
}

bool board_noise(uint8_t *out, uint32_t size) {
    if (fake_board.noise_broken) {
        memset(out, 0x55, size);
    } else {
        random_fill(out, size);
    }
    return true;
}

const uint8_t *board_flash_page(uint32_t page) {
    static uint8_t misread[BOARD_FLASH_PAGE_SIZE] __attribute__((aligned(8)));

    CHECK(page < FAKE_FLASH_PAGES);
    if (fake_board.misreads != 0 && page == fake_board.misread_page) {
        fake_board.misreads--;
        memcpy(misread, fake_board.flash[page], sizeof misread);
        misread[fake_board.misread_at] ^= 0x10;
        return misread;
    }
    return fake_board.flash[page];
}

bool board_flash_replace(uint32_t page, const uint8_t data[BOARD_FLASH_PAGE_SIZE]) {
    CHECK(page < FAKE_FLASH_PAGES);
    if (fake_board.flash_broken) {
        return false;
    }
    uint32_t kept = page == fake_board.frozen_page ? fake_board.frozen_bytes : 0;
    memcpy(&fake_board.flash[page][kept], &data[kept], BOARD_FLASH_PAGE_SIZE - kept);
    return !fake_board.flash_complains;
}

bool board_sealed(void) {
    return fake_board.sealed;
}

bool board_seal(void) {
    if (fake_board.flash_broken) {
        return false;
    }
    fake_board.sealed = true;
    return true;
}

void board_reset(void) {
    leaving();
    longjmp(fake_board.restart, 1);
}

void board_unique_id(uint8_t id[UNIQUE_ID_SIZE]) {
    for (uint32_t i = 0; i < UNIQUE_ID_SIZE; i++) {
        id[i] = (uint8_t)(FIRST_ID_BYTE + i);
    }
}

uint32_t board_cycles(void) {
    static uint32_t counter;

    counter += fake_board.cycles;
    return fake_board.cycles != 0 ? counter : 0;
}

void session_seed_draw(struct session_seed *seed) {
    seed->boot = FAKE_BOOT;
    seed->first_epoch = FAKE_FIRST_EPOCH;
}
