/*
 * The key store's flash: all of bank 1, 1024 pages of 256 bytes.
 *
 * The image lies in bank 0 (due_start() checks it), so code and interrupts run
 * on while a page is erased and written in one command, EWP (datasheet, EEFC,
 * Write Commands): the page's 64 words are written in order to its own address,
 * which fills the latch buffer, then the command takes the page's number. By the
 * errata data may be written wrongly unless FWS is 6 meanwhile; the Arduino core
 * runs with 4. Lock bits are never touched.
 */
#include <string.h>

#include "../core/board.h"
#include "due.h"
#include "sam3x8e.h"

#define WAIT_STATES_RUNNING 4 /* as the core's SystemInit() sets them for 84 MHz */

#define PAGE_WORDS (BOARD_FLASH_PAGE_SIZE / 4)

static uint32_t page_address(uint32_t page) {
    return FLASH_BANK_1 + page % FLASH_BANK_PAGES * BOARD_FLASH_PAGE_SIZE;
}

static void wait_states(uint32_t count) {
    EEFC_FMR(EEFC_0) = EEFC_WAIT(count);
    EEFC_FMR(EEFC_1) = EEFC_WAIT(count);
}

const uint8_t *board_flash_page(uint32_t page) {
    return (const uint8_t *)page_address(page);
}

bool board_flash_replace(uint32_t page, const uint8_t data[BOARD_FLASH_PAGE_SIZE]) {
    uint32_t address = page_address(page);
    uint32_t status = 0;

    wait_states(EEFC_WAIT_PROGRAMMING);
    for (uint32_t i = 0; i < PAGE_WORDS; i++) {
        uint32_t word;
        memcpy(&word, data + 4 * i, sizeof word);
        REG32(address + 4 * i) = word;
    }
    __asm volatile("dsb" : : : "memory");
    EEFC_FCR(EEFC_1) = EEFC_COMMAND(EEFC_EWP, page % FLASH_BANK_PAGES);
    do {
        uart_port_service();
        status |= EEFC_FSR(EEFC_1); /* reading it clears the errors */
    } while ((status & EEFC_READY) == 0);
    wait_states(WAIT_STATES_RUNNING);
    return (status & EEFC_ERRORS) == 0;
}
