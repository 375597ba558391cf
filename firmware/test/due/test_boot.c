/*
 * The first instructions: a mistake in their order could make a board for ever one that
 * cannot be replaced, or leave keys to who takes it.
 */
#include "board.h"
#include "due_model.h"
#include "harness.h"

#include "../../due-hsm/src/due/due.h"
#include "../../due-hsm/src/due/sam3x8e.h"

/* An image that ends with the last byte of bank 0; the test moves bank 1 down. */
__asm__(".global _etext, _srelocate, _erelocate\n"
        ".set _etext, 0x000BF000\n"
        ".set _srelocate, 0x20070000\n"
        ".set _erelocate, 0x20071000\n");
#define IMAGE_END 0x000C0000u
static uint32_t bank_1 = FLASH_BANK_1;
#undef FLASH_BANK_1
#define FLASH_BANK_1 bank_1

#include "../../due-hsm/src/due/boot.c"

#undef REG32 /* what a test looks at takes no time */
#define REG32(address) (*due_model_register(address))

#define SYSIO_AT_RESET 0x30u
#define SEALED         (1u << GPNVM_SECURITY)

static uint32_t wipes;
static uint32_t restarts_before_wipe;

void wipe_free_ram(void) {
    wipes++;
    restarts_before_wipe = due_model.restarts;
}

static void start(bool sealed, bool jumper) {
    due_model_start();
    due_model.gpnvm = sealed ? SEALED : 0;
    due_model.jumper = jumper;
    CCFG_SYSIO = SYSIO_AT_RESET;
    bank_1 = IMAGE_END;
    wipes = 0;
    restarts_before_wipe = 0;
}

/* Whether it never returns; what the LED shows meanwhile is in lit_before. */
static bool halts(void (*run)(void), uint32_t restarts) {
    jmp_buf leave;

    due_model.leave_at = due_model.restarts + restarts;
    due_model.leave = &leave;
    if (setjmp(leave) == 0) {
        run();
        return false;
    }
    return true;
}

/* Whatever the seal says, and without a look at it: ERASE must work. */
static void jumper_keeps_erase_whatever_else_is_so(void) {
    for (uint32_t sealed = 0; sealed < 2; sealed++) {
        start(sealed != 0, true);
        CHECK(halts(due_boot, 27));
        CHECK(due_model.lit_before == 0x05028140); /* 101000000, three times */
        CHECK(due_model.watchdog_mode == 1u << 15);
        CHECK(CCFG_SYSIO == SYSIO_AT_RESET && due_model.flash_commands == 0);
        CHECK(wipes == 1 && restarts_before_wipe == 0);
    }
}

#define TICKS_512 (512u << 16 | 512u)

static void erase_is_off_on_a_sealed_board_only(void) {
    for (uint32_t sealed = 0; sealed < 2; sealed++) {
        start(sealed != 0, false);
        due_boot();
        due_model_settle();
        CHECK(CCFG_SYSIO == (SYSIO_AT_RESET | (sealed != 0 ? 1u << 12 : 0)));
        CHECK(board_sealed() == (sealed != 0));
        CHECK(due_model.watchdog_mode == (1u << 28 | 1u << 13 | TICKS_512));
        CHECK(wipes == 1 && !due_model_lit());
    }
}

static void image_that_ends_with_bank_0_starts(void) {
    start(false, false);
    CHECK(!halts(due_start, 22));
    CHECK(uart_port_on);
    led_refresh();
    CHECK(due_model_lit());
}

static void image_that_reaches_into_the_key_store_does_not(void) {
    start(false, false);
    bank_1 = IMAGE_END - 4;
    uart_port_on = false;
    CHECK(halts(due_start, 22));
    CHECK(due_model.lit_before == (0x540u << 11 | 0x540u)); /* 10101000000, twice */
    CHECK(!uart_port_on);
}

int main(void) {
    static const struct test tests[] = {
        TEST(jumper_keeps_erase_whatever_else_is_so),
        TEST(erase_is_off_on_a_sealed_board_only),
        TEST(image_that_ends_with_bank_0_starts),
        TEST(image_that_reaches_into_the_key_store_does_not),
    };
    return RUN_TESTS("due_boot", tests);
}
