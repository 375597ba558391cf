/*
 * Time: the core's SysTick, which reloads every millisecond. Cycles are counted
 * from it too and not from DWT_CYCCNT, which is part of the debug unit and not
 * known to count on a sealed chip.
 */
#include "../core/board.h"
#include "due.h"
#include "sam3x8e.h"

uint32_t GetTickCount(void); /* the core's, libsam/source/timetick.c */

uint32_t clock_ms(void) {
    return GetTickCount();
}

/* The interrupt that counts milliseconds costs a measurement some 0.1 %. */
uint32_t board_cycles(void) {
    uint32_t cycles_per_ms = SYSTICK_RELOAD + 1;
    uint32_t ms;
    uint32_t left;

    do {
        ms = clock_ms();
        left = SYSTICK_CURRENT;
    } while (ms != clock_ms());
    return ms * cycles_per_ms + (cycles_per_ms - 1 - left);
}
