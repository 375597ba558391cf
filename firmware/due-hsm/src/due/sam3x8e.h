/*
 * sam3x8e.h - the registers of the ATSAM3X8E that this firmware touches itself.
 *
 * Addresses and bits are those of the SAM3X/SAM3A datasheet, Atmel-11057C; the
 * chapter stands above each group. The firmware reads them from here rather
 * than from the Arduino core's CMSIS headers, so that it can be compiled, and
 * its size and stack checked, without the core. The core's own macros of the
 * same meaning have other names, so both can meet in one file.
 */
#ifndef DUE_SAM3X8E_H
#define DUE_SAM3X8E_H

#include <stdint.h>

#ifndef REG32 /* bench/registers.h and test/due/due_model.h put them elsewhere */
#define REG32(address) (*(volatile uint32_t *)(address))
#endif

/* Memories. Two flash banks, seen one after the other; SRAM likewise. */
#define FLASH_BANK_1 0x000C0000u /* to 0x000FFFFF: 1024 pages of 256 bytes */
#ifndef FLASH_BANK_PAGES
#define FLASH_BANK_PAGES 1024u
#endif

/* Cortex-M3: NVIC and SysTick (ARM DDI 0403, B3.3 and B3.4). Peripheral 40 is the UOTGHS. */
#define NVIC_ICER_1     REG32(0xE000E184)
#define NVIC_UOTGHS     (1u << (40 - 32))
#define SYSTICK_CURRENT REG32(0xE000E018) /* counts from SYSTICK_RELOAD down to 0 */
#define SYSTICK_RELOAD  REG32(0xE000E014)

/* Reset Controller (RSTC). */
#define RSTC_CR    REG32(0x400E1A00)
#define RSTC_RESET 0xA5000005u /* key, PERRST, PROCRST: core and peripherals */

/* Watchdog Timer (WDT). The mode register takes one write after a reset. */
#define WDT_CR            REG32(0x400E1A50)
#define WDT_MR            REG32(0x400E1A54)
#define WDT_RESTART       0xA5000001u
#define WDT_MODE_RESET    (1u << 13) /* WDRSTEN: reset when the counter runs out */
#define WDT_MODE_OFF      (1u << 15) /* WDDIS */
#define WDT_MODE_DEBUG    (1u << 28) /* WDDBGHLT: stands still while a debugger halts the core */
#define WDT_MODE_TICKS(t) ((uint32_t)(t) | (uint32_t)(t) << 16) /* WDV, WDD: 1/256 s, to 0xFFF */

/* Enhanced Embedded Flash Controller (EEFC). Controller 0 has bank 0 and the GPNVM bits, controller
 * 1 bank 1. */
#define EEFC_0 0x400E0A00u
#define EEFC_1 0x400E0C00u

#define EEFC_FMR(eefc) REG32((eefc) + 0x0)
#define EEFC_FCR(eefc) REG32((eefc) + 0x4)
#define EEFC_FSR(eefc) REG32((eefc) + 0x8)
#define EEFC_FRR(eefc) REG32((eefc) + 0xC)

/* FMR: read wait states, less one (FWS); no sequential code optimisation (SCOD). */
#define EEFC_WAIT(n)          ((uint32_t)(n) << 8)
#define EEFC_WAIT_PROGRAMMING 6u /* the errata's number while anything is written */
#define EEFC_SCOD             (1u << 16)

/* FCR: a command and its argument, under the key. */
#define EEFC_COMMAND(command, argument) (0x5A000000u | (uint32_t)(argument) << 8 | (command))

#define EEFC_EWP  0x03u /* erase page and write page; argument: page of the bank */
#define EEFC_SGPB 0x0Bu /* set GPNVM bit; argument: its number */
#define EEFC_GGPB 0x0Du /* get GPNVM bits, to FRR */
#define EEFC_STUI 0x0Eu /* start reading the unique identifier: FRDY stays 0 */
#define EEFC_SPUI 0x0Fu /* stop it */

/* FSR: FRDY; FCMDE and FLOCKE, which reading clears. */
#define EEFC_READY  (1u << 0)
#define EEFC_ERRORS (1u << 1 | 1u << 2)

#define GPNVM_SECURITY 0u

/* Bus Matrix (MATRIX), System I/O Configuration Register. */
#define CCFG_SYSIO      REG32(0x400E0514)
#define SYSIO_ERASE_OFF (1u << 12) /* SYSIO12: the pin is PC0, not ERASE */

/* Power Management Controller (PMC): peripheral clocks, by peripheral identifier. */
#define PMC_PCER0 REG32(0x400E0610)
#define PMC_PCER1 REG32(0x400E0700)
#define PMC_UART  (1u << 8)
#define PMC_PIOB  (1u << 12)
#define PMC_TRNG  (1u << (41 - 32))

/* Parallel Input/Output Controller B (PIO). Due: PB27 is digital pin 13 and LED "L", PB21 is
 * pin 52. */
#define PIOB_PER    REG32(0x400E1000) /* the pin belongs to the PIO */
#define PIOB_OER    REG32(0x400E1010)
#define PIOB_ODR    REG32(0x400E1014)
#define PIOB_SODR   REG32(0x400E1030)
#define PIOB_CODR   REG32(0x400E1034)
#define PIOB_PDSR   REG32(0x400E103C) /* level of the pin; needs the PIO's clock */
#define PIOB_PUER   REG32(0x400E1064)
#define PIOB_LED    (1u << 27)
#define PIOB_JUMPER (1u << 21)

/* UART, and the part of the Peripheral DMA Controller (PDC) that serves it. */
#define UART_CR          REG32(0x400E0800)
#define UART_MR          REG32(0x400E0804)
#define UART_IDR         REG32(0x400E080C)
#define UART_SR          REG32(0x400E0814)
#define UART_BRGR        REG32(0x400E0820) /* master clock / 16 / baud */
#define UART_RPR         REG32(0x400E0900) /* next byte to be received goes there */
#define UART_RCR         REG32(0x400E0904) /* and so many after it */
#define UART_TPR         REG32(0x400E0908)
#define UART_TCR         REG32(0x400E090C)
#define UART_RNPR        REG32(0x400E0910) /* the area after that one */
#define UART_RNCR        REG32(0x400E0914)
#define UART_TNCR        REG32(0x400E091C)
#define UART_PTCR        REG32(0x400E0920)
#define UART_CR_RESET    (1u << 2 | 1u << 3 | 1u << 5 | 1u << 7) /* RSTRX, RSTTX, RXDIS, TXDIS */
#define UART_CR_ENABLE   (1u << 4 | 1u << 6)                     /* RXEN, TXEN */
#define UART_CR_CLEAR    (1u << 8)                               /* RSTSTA: error flags */
#define UART_CR_RX_OFF   (1u << 2 | 1u << 5)                     /* RSTRX, RXDIS */
#define UART_MR_8N1      (4u << 9)                               /* PAR: none */
#define UART_SR_ERRORS   (1u << 5 | 1u << 6)                     /* OVRE, FRAME */
#define UART_SR_TXEMPTY  (1u << 9)
#define UART_PTCR_ON     (1u << 0 | 1u << 8) /* RXTEN, TXTEN */
#define UART_PTCR_OFF    (1u << 1 | 1u << 9) /* RXTDIS, TXTDIS */
#define UART_PTCR_RX_OFF (1u << 1)

/* USB On-The-Go Interface (UOTGHS), device mode; and its window, 32 KB for each endpoint's FIFO. */
#define USB_DEVIDR          REG32(0x400AC014)
#define USB_DEVEPT          REG32(0x400AC01C)            /* which endpoints are enabled */
#define USB_EPISR(ep)       REG32(0x400AC130 + 4 * (ep)) /* status of endpoint ep */
#define USB_EPICR(ep)       REG32(0x400AC160 + 4 * (ep)) /* a 1 clears the same bit there */
#define USB_EPIER(ep)       REG32(0x400AC1F0 + 4 * (ep)) /* a 1 sets a mask bit */
#define USB_EPIDR(ep)       REG32(0x400AC220 + 4 * (ep)) /* a 1 clears a mask bit */
#define USB_TXINI           (1u << 0)                    /* a bank of the IN endpoint is free */
#define USB_RXOUTI          (1u << 1) /* a bank of the OUT endpoint holds a packet */
#define USB_RXSTPI          (1u << 2) /* endpoint 0 holds a request */
#define USB_FIFOCON         (1u << 14)
#define USB_STALLRQ         (1u << 19)
#define USB_EPEN(ep)        (1u << (ep))
#define USB_NBUSYBK(status) ((status) >> 12 & 3u)
#define USB_BYCT(status)    ((status) >> 20 & 0x7FFu)
#define USB_DEV_PEP(ep)     (1u << (12 + (ep)))
#define USB_FIFO(ep)        ((volatile uint8_t *)(0x20180000u + 0x8000u * (ep)))

/* True Random Number Generator (TRNG): a word each 84 cycles. */
#define TRNG_CR     REG32(0x400BC000)
#define TRNG_ISR    REG32(0x400BC01C)
#define TRNG_ODATA  REG32(0x400BC050)
#define TRNG_ENABLE 0x524E4701u /* key "RNG", ENABLE */
#define TRNG_READY  (1u << 0)   /* DATRDY; cleared by reading ISR */

#endif
