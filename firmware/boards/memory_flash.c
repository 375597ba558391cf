#include "memory_flash.h"

#include <string.h>

#define MARK   0x48535644u /* "DVSH" */
#define SEALED 0x4C414553u /* "SEAL" */

/* The page behind those of the key store. */
struct system_page {
    uint32_t mark;
    uint32_t sealed;
    uint8_t unique_id[UNIQUE_ID_SIZE];
};

static uint8_t *flash;
static struct system_page *system_page;

static void program_word(uint32_t *at, uint32_t word) {
    flash_program((uint8_t *)at, &word, sizeof word);
}

/* A new board makes up its id; the mark goes in last, so that a torn id is made anew. */
void flash_start(uint8_t *base) {
    flash = base;
    system_page = (struct system_page *)(void *)&base[FLASH_PAGES * BOARD_FLASH_PAGE_SIZE];
    if (system_page->mark != MARK) {
        uint8_t id[UNIQUE_ID_SIZE] = {0};
        (void)board_noise(id, sizeof id);
        flash_program(system_page->unique_id, id, sizeof id);
        program_word(&system_page->mark, MARK);
    }
}

const uint8_t *board_flash_page(uint32_t page) {
    return &flash[page * BOARD_FLASH_PAGE_SIZE];
}

bool board_flash_replace(uint32_t page, const uint8_t data[BOARD_FLASH_PAGE_SIZE]) {
    flash_program(&flash[page * BOARD_FLASH_PAGE_SIZE], data, BOARD_FLASH_PAGE_SIZE);
    return true;
}

bool board_sealed(void) {
    return system_page->sealed == SEALED;
}

bool board_seal(void) {
    program_word(&system_page->sealed, SEALED);
    return true;
}

void board_unique_id(uint8_t id[UNIQUE_ID_SIZE]) {
    memcpy(id, system_page->unique_id, UNIQUE_ID_SIZE);
}
