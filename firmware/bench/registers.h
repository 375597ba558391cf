/*
 * registers.h - what the ports' sources are compiled with to run on the emulator:
 * RAM in place of the SAM3X's registers, and a small key store. The FIFOs of the
 * UOTGHS lie where the emulator has RAM anyway.
 *
 * The instructions are those of the Due but for the constants. Nothing happens
 * behind these registers but what path.c does.
 */
#ifndef BENCH_REGISTERS_H
#define BENCH_REGISTERS_H

#include <stdint.h>

#define REG32(address) (*(volatile uint32_t *)(0x20200000u + ((address)&0xFFFFFu)))

#define FLASH_BANK_PAGES 80u

#endif
