/*
 * The key store's pages in flash bank 1. The model damages what is written against the
 * datasheet or its errata.
 */
#include <string.h>

#include "board.h"
#include "due_model.h"
#include "harness.h"

#include "../../due-hsm/src/due/due.h"
#include "../../due-hsm/src/due/sam3x8e.h"

#undef REG32 /* what a test looks at takes no time */
#define REG32(address) (*due_model_register(address))

#define RUNNING EEFC_WAIT(4) /* as the Arduino core sets them for 84 MHz */

static uint8_t data[BOARD_FLASH_PAGE_SIZE + 1];

static void start(void) {
    due_model_start();
    EEFC_FMR(EEFC_0) = RUNNING;
    EEFC_FMR(EEFC_1) = RUNNING;
}

static bool holds(uint32_t page, const uint8_t *content) {
    return memcmp(board_flash_page(page), content, BOARD_FLASH_PAGE_SIZE) == 0;
}

static void page_is_replaced_and_no_other(void) {
    static const uint32_t pages[] = {0, 1, 511, 1022, 1023};
    uint8_t blank[BOARD_FLASH_PAGE_SIZE];

    memset(blank, 0xFF, sizeof blank);
    for (uint32_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        start();
        for (uint32_t round = 0; round < 2; round++) {
            const uint8_t *content = &data[round]; /* aligned or not */
            random_fill(data, sizeof data);
            CHECK(board_flash_replace(pages[i], content));
            for (uint32_t page = 0; page < board_properties.flash_pages; page++) {
                CHECK(holds(page, page == pages[i] ? content : blank));
            }
            CHECK((uintptr_t)board_flash_page(pages[i]) % 8 == 0);
        }
        CHECK(due_model.flash_commands == 2);
    }
}

static void wait_states_are_six_meanwhile_and_four_again(void) {
    start();
    CHECK(board_flash_replace(7, data) && due_model.flash_mode == EEFC_WAIT(6));
    CHECK(EEFC_FMR(EEFC_0) == RUNNING && EEFC_FMR(EEFC_1) == RUNNING);
}

/* A command error or a lock error, of this page alone. */
static void error_of_the_controller_is_passed_on(void) {
    for (uint32_t bit = 1; bit <= 2; bit++) {
        start();
        due_model.flash_error = 1u << bit;
        CHECK(!board_flash_replace(7, data));
        CHECK(board_flash_replace(7, data));
    }
}

/* For as long as a page takes the host may go on sending, which fills an area of the DMA. */
static void uart_is_kept_supplied_meanwhile(void) {
    static const uint8_t bytes[2048];

    start();
    uart_port_start();
    due_model_uart_receives(bytes, sizeof bytes);
    CHECK(UART_RNCR == 0);
    CHECK(board_flash_replace(7, data));
    CHECK(UART_RNCR == 2048);
}

int main(void) {
    static const struct test tests[] = {
        TEST(page_is_replaced_and_no_other),
        TEST(wait_states_are_six_meanwhile_and_four_again),
        TEST(error_of_the_controller_is_passed_on),
        TEST(uart_is_kept_supplied_meanwhile),
    };
    return RUN_TESTS("due_flash", tests);
}
