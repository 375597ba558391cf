/*
 * due_model.h - the SAM3X8E as the Due's board support sees it, for tests of
 * src/due on the emulated Cortex-M3: its sources are compiled with this in front.
 *
 * Each access to a register passes through due_register(). It lets time go by, does
 * what the hardware would have done since the last access, and restarts the chip
 * when the watchdog runs out. Nothing else takes time here. The USB FIFOs and flash
 * bank 1 lie where the emulator has RAM, at their own addresses.
 *
 * It knows the datasheet and the errata, not the sources: what they forbid fails the
 * test, or does the damage that it would do on a board.
 */
#ifndef DUE_MODEL_H
#define DUE_MODEL_H

#include <setjmp.h>
#include <stdbool.h>
#include <stdint.h>

#define REG32(address) (*due_register(address))
volatile uint32_t *due_register(uint32_t address);

#define DUE_CLOCK    84000000u
#define DUE_SENT_MAX 65536
#define DUE_PACKET   512u /* bytes of a USB packet */
#define DUE_PACKETS  8u   /* kept of those that are sent */

#define DUE_WORDS_KEPT 64u /* of noise */

struct due_model {
    uint64_t now; /* cycles since the start */
    bool clock_stuck;

    uint64_t restarted;     /* when the watchdog was, last */
    uint32_t restarts;      /* how often */
    jmp_buf *watchdog;      /* where to when it runs out; NULL: the test fails */
    uint32_t leave_at;      /* at so many restarts of it, 0: never ... */
    jmp_buf *leave;         /* ... the firmware is left for there */
    uint32_t watchdog_mode; /* what was written to its mode register, once; 0: nothing */
    uint32_t lit_before;    /* the LED at the last 32 restarts, a bit each, the last one lowest */

    uint32_t clocks; /* of peripherals, on; PMC_PCER0 */
    uint32_t pins;   /* of PIO B: PIOB_PER, */
    uint32_t outputs;
    uint32_t levels;
    uint32_t pulled_up;
    bool jumper; /* pin 52 is tied to GND */

    bool uart_stuck;    /* its DMA stops sending */
    bool uart_receives; /* receiver and transmitter are on, */
    bool uart_sends;
    bool uart_dma_in; /* and their DMA */
    bool uart_dma_out;
    uint64_t uart_done;  /* when the DMA will be done with what is sent, 0: nothing is */
    uint64_t uart_empty; /* when its last byte will have left */
    uint32_t uart_transfers;
    uint32_t uart_sent_size;
    uint8_t uart_sent[DUE_SENT_MAX];
    uint32_t uart_lost; /* bytes that came when the DMA had no place for them */

    bool usb_host_reads; /* takes a packet at once, or never */
    bool usb_attached;
    uint32_t usb_packets;                      /* sent */
    uint8_t usb_sent[DUE_PACKETS][DUE_PACKET]; /* the last ones: what was in the FIFO */
    uint32_t usb_fifo_at; /* where the core reads the next request in endpoint 0's window */

    uint32_t gpnvm; /* the bits */
    uint32_t unique_id[4];
    uint32_t flash_error;     /* bits that the next page's status has, besides */
    bool gpnvm_fixed;         /* setting a bit changes nothing */
    uint32_t flash_commands;  /* of both controllers, how many */
    uint32_t flash_command;   /* the last one, */
    uint32_t flash_mode;      /* and its controller's mode then */
    uint64_t flash_done[2];   /* when each controller will be, */
    uint32_t flash_status[2]; /* and with which errors */
    bool unique_id_shown;     /* or about to be, in bank 1 */
    uint32_t latch[64];
    uint32_t latched; /* words */

    uint64_t noise_period; /* cycles for a word; 0: no word ever comes */
    uint64_t noise_next;
    bool noise_on;
    uint32_t noise_words;                /* that have come, */
    uint32_t noise_word[DUE_WORDS_KEPT]; /* and the first of them */
};

extern struct due_model due_model;
extern volatile uint32_t _usbConfiguration; /* the Arduino core's */

/* What the USB controller's FIFO shows where nothing has been written. */
#define DUE_FIFO_EMPTY 0xEEu

/*
 * The chip after a reset, with the host's configuration of USB already made, blank
 * flash, and RAM as it is.
 */
void due_model_start(void);

/* A register as the hardware has it: no time goes by. */
volatile uint32_t *due_model_register(uint32_t address);

/* Lets the hardware finish with what was last written to a register. */
void due_model_settle(void);

/* Cycles go by, of a main loop that restarts the watchdog. */
void due_model_pass(uint64_t cycles);

/* Whether LED "L" is lit, once the hardware has settled. */
bool due_model_lit(void);

/* Whether interrupts are masked now. */
bool due_model_masked(void);

/* Bytes come in by the UART's DMA, which is kept supplied as by a program that is busy. */
void due_model_uart_receives(const uint8_t *bytes, uint32_t size);

/* A packet of at most 512 bytes comes in at endpoint 2. */
void due_model_usb_receives(const uint8_t *bytes, uint32_t size);

#endif
