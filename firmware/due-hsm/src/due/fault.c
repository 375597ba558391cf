/*
 * Faults, and the reset that leaves nothing behind.
 *
 * A reset of the chip does not clear its SRAM. So board_reset() and every fault
 * handler first overwrite all of it from the start of .bss to the top of the
 * stack: streams, keys in work, the DRBG and what lies on the stack. What is
 * below .bss, the SRAM functions and initial values, holds no secret.
 *
 * The code runs from SRAM and uses neither stack nor literals, so that it works
 * after a stack overflow and whatever bank 1 is busy with.
 */
#include <stdint.h>

#include "../core/board.h"
#include "due.h"
#include "sam3x8e.h"

/* The linker's: end of .bss, from which on nothing is static. */
extern uint32_t _ezero[];

void NMI_Handler(void);
void HardFault_Handler(void);
void MemManage_Handler(void);
void BusFault_Handler(void);
void UsageFault_Handler(void);
void DebugMon_Handler(void);

__attribute__((naked, noreturn)) SRAM_FUNCTION void wipe_and_reset(void) {
    __asm volatile("cpsid i\n"
                   "movw r0, #:lower16:_szero\n"
                   "movt r0, #:upper16:_szero\n"
                   "movw r1, #:lower16:_estack\n"
                   "movt r1, #:upper16:_estack\n"
                   "movs r2, #0\n"
                   "1: str r2, [r0], #4\n"
                   "cmp r0, r1\n"
                   "blo 1b\n"
                   "movw r0, #0x1A00\n" /* RSTC_CR */
                   "movt r0, #0x400E\n"
                   "movw r1, #0x0005\n" /* RSTC_RESET */
                   "movt r1, #0xA500\n"
                   "dsb\n"
                   "2: str r1, [r0]\n"
                   "b 2b\n");
}

/* The handlers of the core, all weak there, halt for ever with everything in RAM. */
#define FAULT_HANDLER(name)                                                                        \
    __attribute__((naked)) SRAM_FUNCTION void name(void) {                                         \
        __asm volatile("b wipe_and_reset\n");                                                      \
    }

FAULT_HANDLER(NMI_Handler)
FAULT_HANDLER(HardFault_Handler)
FAULT_HANDLER(MemManage_Handler)
FAULT_HANDLER(BusFault_Handler)
FAULT_HANDLER(UsageFault_Handler)
FAULT_HANDLER(DebugMon_Handler)

void board_reset(void) {
    ports_drain();
    wipe_and_reset();
}

/*
 * Clears what the run before a reset by watchdog, button or host may have left
 * on the stack; .bss the start-up code has cleared. Called while nothing is on
 * the heap and no interrupt enabled: what lies below this frame is free, and 64
 * bytes are more than it.
 */
void wipe_free_ram(void) {
    volatile uint32_t here = 0;
    uintptr_t end = (uintptr_t)&here - 64;

    for (uintptr_t address = (uintptr_t)_ezero; address < end; address += 4) {
        REG32(address) = here;
    }
}
