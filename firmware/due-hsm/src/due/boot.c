/*
 * The first instructions, and the start of the board.
 *
 * due_boot() is the first thing in the Arduino core's main(): the chip still runs
 * at 4 MHz, static data is in place, nothing else is set up. The order in it
 * matters. The way back from a sealed board is the recovery jumper and then
 * ERASE, so the jumper is looked at before anything that could fail; only when it
 * is absent, and the board is sealed, does the pin stop being ERASE. A firmware
 * that got this wrong could never be replaced. RAM is cleared in either case: what
 * ERASE leads to, the boot ROM, lets anybody read it.
 *
 * The Due's ERASE button and its 16U2 (touched at 1200 baud) drive that one pin,
 * so both are dead on a sealed board. An unsealed board keeps them.
 */
#include <stdbool.h>
#include <stdint.h>

#include "../core/board.h"
#include "due.h"
#include "sam3x8e.h"

/* The watchdog's time, by the slow RC clock of 20 to 44 kHz: 2 s nominally. */
#define WATCHDOG_TICKS 512u

/* Busy loops for the time before the clocks are set up; some 6 cycles a turn at 4 MHz. */
#define TURNS_SETTLE 1000u   /* a millisecond */
#define TURNS_BLINK  100000u /* 0.15 s */

#define PAUSE_STEPS 5u /* between two groups of flashes */

/* The linker's: the image ends with the initial values of .relocate, after _etext. */
extern const uint8_t _etext[], _srelocate[], _erelocate[];

static void turns(uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        __asm volatile("nop");
    }
}

/* A step of a blinking pattern, short enough for the watchdog where it is on. */
static void step(uint32_t count) {
    turns(count);
    WDT_CR = WDT_RESTART;
}

/* Blinks count times and pauses, for ever; the keys stay untouched, ERASE works. */
static void __attribute__((noreturn)) halt_blinking(uint32_t count, uint32_t turns_each) {
    PIOB_PER = PIOB_LED;
    PIOB_OER = PIOB_LED;
    for (;;) {
        for (uint32_t i = 0; i < count; i++) {
            PIOB_SODR = PIOB_LED;
            step(turns_each);
            PIOB_CODR = PIOB_LED;
            step(turns_each);
        }
        for (uint32_t i = 0; i < PAUSE_STEPS; i++) {
            step(turns_each);
        }
    }
}

/* Whether pin 52 is tied to the GND pin beside it. The pull-up needs a moment. */
static bool recovery_jumper(void) {
    PMC_PCER0 = PMC_PIOB;
    PIOB_PER = PIOB_JUMPER;
    PIOB_ODR = PIOB_JUMPER;
    PIOB_PUER = PIOB_JUMPER;
    turns(TURNS_SETTLE);
    return (PIOB_PDSR & PIOB_JUMPER) == 0;
}

void due_boot(void) {
    if (recovery_jumper()) {
        WDT_MR = WDT_MODE_OFF;
        wipe_free_ram();
        halt_blinking(2, TURNS_BLINK);
    }
    if (seal_read()) {
        CCFG_SYSIO |= SYSIO_ERASE_OFF;
    }
    WDT_MR = WDT_MODE_RESET | WDT_MODE_DEBUG | WDT_MODE_TICKS(WATCHDOG_TICKS);
    wipe_free_ram();
}

void due_start(void) {
    uintptr_t end = (uintptr_t)_etext + ((uintptr_t)_erelocate - (uintptr_t)_srelocate);

    /* Code in bank 1 would be overwritten by keys, and could not run while they are written. */
    if (end > FLASH_BANK_1) {
        halt_blinking(3, 21 * TURNS_BLINK);
    }
    led_start();
    uart_port_start();
}
