/*
 * fake_board.h - board.h for tests: all in memory, reproducible, open to the test.
 *
 * Its window is 16 requests, unless a test has board_properties of its own. What the
 * device sends is kept until taken; board_reset() goes to
 * fake_board.restart. Boot and first epoch are those of PROTOCOL.md's examples.
 */
#ifndef FAKE_BOARD_H
#define FAKE_BOARD_H

#include <setjmp.h>
#include <stdbool.h>
#include <stdint.h>

#include "board.h"

#define FAKE_FLASH_PAGES 160
#define FAKE_SENT_MAX    65536

#define FAKE_BOOT        0x0BADCAFEu
#define FAKE_FIRST_EPOCH 0x1234u

struct fake_board {
    uint8_t flash[FAKE_FLASH_PAGES][BOARD_FLASH_PAGE_SIZE];
    bool sealed;
    bool flash_broken;     /* writes fail and change nothing */
    bool flash_complains;  /* writes succeed, and are said to have failed */
    uint32_t frozen_page;  /* of this page ... */
    uint32_t frozen_bytes; /* ... so many bytes at its start keep their content */
    bool noise_broken;     /* all samples are the same */
    uint32_t cycles;       /* a reading of the cycle counter adds this many; 0: there is none */
    uint32_t misreads;     /* so many readings to come ... */
    uint32_t misread_page; /* ... of this page ... */
    uint32_t misread_at;   /* ... have a bit of this byte wrong */
    uint32_t binds;
    enum board_state shown;
    uint32_t shows; /* calls of board_show() */
    uint32_t sends; /* calls of board_send() */
    uint32_t sent_size;
    uint8_t sent[FAKE_SENT_MAX];
    void (*leaving)(void); /* if set, called first by board_send(), board_bind(), board_reset() */
    jmp_buf restart;
};

extern struct fake_board fake_board;

/* A new board: blank flash, nothing broken, nothing sent. */
void fake_board_new(void);

#endif
