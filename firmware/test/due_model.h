/*
 * due_model.h - the SAM3X8E as the Due's board support sees it, for tests of
 * src/due on the emulated Cortex-M3: its sources are compiled with this in front.
 *
 * Each access to a register passes through due_register(). It lets time go by, does
 * what the hardware would have done since the last access, and restarts the chip
 * when the watchdog runs out. Nothing else takes time here.
 */
#ifndef DUE_MODEL_H
#define DUE_MODEL_H

#include <setjmp.h>
#include <stdbool.h>
#include <stdint.h>

#define FLASH_BANK_PAGES 80u

#define REG32(address) (*due_register(address))
volatile uint32_t *due_register(uint32_t address);

#define DUE_CLOCK    84000000u
#define DUE_SENT_MAX 65536

struct due_model {
    uint64_t now;        /* cycles since the start */
    uint64_t restarted;  /* when the watchdog was, last */
    jmp_buf *watchdog;   /* where to when it runs out; NULL: the test fails */
    bool uart_stuck;     /* its DMA stops sending */
    bool clock_stuck;    /* SysTick stops */
    bool usb_host_reads; /* takes a packet at once, or never */
    bool usb_attached;
    uint64_t uart_done; /* when what is being sent will be out, 0: nothing is */
    uint32_t uart_sent_size;
    uint8_t uart_sent[DUE_SENT_MAX];
    uint32_t usb_packets; /* sent */
    uint32_t usb_fifo_at; /* where the core reads the next request in endpoint 0's window */
};

extern struct due_model due_model;
extern volatile uint32_t _usbConfiguration; /* the Arduino core's */

/* The chip after a reset, with the host's configuration of USB already made. */
void due_model_start(void);

/* A register as the hardware has it: no time goes by. */
volatile uint32_t *due_model_register(uint32_t address);

/* Lets the hardware finish with what was last written to a register. */
void due_model_settle(void);

/* Bytes come in by the UART's DMA, which is kept supplied as by a program that is busy. */
void due_model_uart_receives(const uint8_t *bytes, uint32_t size);

/* A packet of at most 512 bytes comes in at endpoint 2. */
void due_model_usb_receives(const uint8_t *bytes, uint32_t size);

#endif
