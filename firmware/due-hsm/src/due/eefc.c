/*
 * Flash controller commands that must not be fetched from flash.
 *
 * While EEFC0 works on a GPNVM bit, bank 0 and so all our code cannot be read;
 * while EEFC1 shows the unique identifier, bank 1 reads as that. Such functions
 * run from SRAM with interrupts off, since vectors and handlers lie in bank 0.
 */
#include <stdint.h>

#include "due.h"
#include "sam3x8e.h"

/*
 * Runs a command of EEFC0 to its end; returns its result register. A GPNVM bit is
 * programmed as a page is, and by the same errata wants 6 wait states meanwhile
 * (flash.c). PRIMASK and the mode are restored rather than set: at boot interrupts
 * are not yet wanted, and the clock is slow.
 */
SRAM_FUNCTION static uint32_t eefc0_run(uint32_t command) {
    uint32_t primask;
    uint32_t result;
    uint32_t mode = EEFC_FMR(EEFC_0);

    __asm volatile("mrs %0, primask\n cpsid i" : "=r"(primask) : : "memory");
    EEFC_FMR(EEFC_0) = EEFC_WAIT(EEFC_WAIT_PROGRAMMING);
    while ((EEFC_FSR(EEFC_0) & EEFC_READY) == 0) {
    }
    EEFC_FCR(EEFC_0) = command;
    while ((EEFC_FSR(EEFC_0) & EEFC_READY) == 0) {
    }
    result = EEFC_FRR(EEFC_0);
    EEFC_FMR(EEFC_0) = mode;
    __asm volatile("msr primask, %0" : : "r"(primask) : "memory");
    return result;
}

uint32_t eefc_gpnvm(void) {
    return eefc0_run(EEFC_COMMAND(EEFC_GGPB, 0));
}

void eefc_set_gpnvm(uint32_t bit) {
    (void)eefc0_run(EEFC_COMMAND(EEFC_SGPB, bit));
}

/*
 * EEFC1 is used, because bank 0 stays readable then. FRDY falls when the
 * identifier is there and rises when it has gone. Atmel's own example sets SCOD
 * around it, and the errata ask for it.
 */
SRAM_FUNCTION void eefc_unique_id(uint32_t id[4]) {
    uint32_t primask;
    uint32_t mode = EEFC_FMR(EEFC_1);

    __asm volatile("mrs %0, primask\n cpsid i" : "=r"(primask) : : "memory");
    EEFC_FMR(EEFC_1) = mode | EEFC_SCOD;
    EEFC_FCR(EEFC_1) = EEFC_COMMAND(EEFC_STUI, 0);
    while ((EEFC_FSR(EEFC_1) & EEFC_READY) != 0) {
    }
    for (uint32_t i = 0; i < 4; i++) {
        id[i] = REG32(FLASH_BANK_1 + 4 * i);
    }
    EEFC_FCR(EEFC_1) = EEFC_COMMAND(EEFC_SPUI, 0);
    while ((EEFC_FSR(EEFC_1) & EEFC_READY) == 0) {
    }
    EEFC_FMR(EEFC_1) = mode;
    __asm volatile("msr primask, %0" : : "r"(primask) : "memory");
}
